import canonicalize from 'canonicalize';
import { must } from './assert.ts';

/** RFC 8785 text of a JSON value; every hash and signature of the product is taken over this form. */
export function canonicalJson(value: unknown): string {
  return must(canonicalize(value), 'only JSON values have a canonical form');
}
