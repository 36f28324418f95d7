import { canonicalJson } from '../lib/canonical-json.ts';
import type { Profile } from './profile.ts';

/** One rule that differs between two profiles; `before` or `after` is null where it was added or taken out. */
export interface RuleChange {
  /** Part of the profile and the rule's id in it, `transitions/approve`, `wording`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Whether the rule, before or after, stands on an article, so that only the issuing authority may change it. */
  readonly hasArticle: boolean;
}

/** What a profile says about itself, not about the work. */
const particulars: ReadonlySet<string> = new Set([
  'format',
  'version',
  'status',
  'validFrom',
  'validTo',
  'sourceNotes',
]);

/** Every rule that differs, in the order of the parts of a profile; equal profiles give an empty list. */
export function changedRules(before: Profile, after: Profile): readonly RuleChange[] {
  const left = rulesOf(before);
  const right = rulesOf(after);
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((path) => text(left.get(path)) !== text(right.get(path)))
    .map((path) => {
      const [old, fresh] = [left.get(path) ?? null, right.get(path) ?? null];
      return { path, before: old, after: fresh, hasArticle: standsOnArticle(old) || standsOnArticle(fresh) };
    });
}

function rulesOf(profile: Profile): ReadonlyMap<string, unknown> {
  const rules = new Map<string, unknown>();
  for (const [part, value] of Object.entries(profile)) {
    if (particulars.has(part)) continue;
    if (!Array.isArray(value)) {
      rules.set(part, value);
      continue;
    }
    const seen = new Map<string, number>();
    value.forEach((rule: unknown, index) => {
      const name = ruleName(rule) ?? String(index + 1);
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      // Rules of one name are told apart by their order.
      rules.set(`${part}/${name}${count === 1 ? '' : `/${count}`}`, rule);
    });
  }
  return rules;
}

function ruleName(rule: unknown): string | null {
  if (typeof rule === 'string') return rule;
  if (typeof rule !== 'object' || rule === null) return null;
  for (const key of ['id', 'action', 'state', 'name', 'check']) {
    const value: unknown = Reflect.get(rule, key);
    if (typeof value === 'string') return value;
  }
  return null;
}

function standsOnArticle(rule: unknown): boolean {
  if (Array.isArray(rule)) return rule.some(standsOnArticle);
  if (typeof rule !== 'object' || rule === null) return false;
  return Object.entries(rule).some(([key, value]) => (key === 'citation' ? value !== null : standsOnArticle(value)));
}

function text(rule: unknown): string {
  return rule === undefined ? '' : canonicalJson(rule);
}
