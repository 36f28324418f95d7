import { z } from 'zod';
import { approvedCaseSchema, approvedFromCase } from './approved-case.ts';
import { compareVersion } from './compare.ts';
import type { Comparison, Discrepancy, UncheckedPart } from './verdict.ts';

const caseSchema = z.object({
  id: z.union([z.string().max(1_000), z.number(), z.null()]),
  approved: approvedCaseSchema,
  pageHtml: z.string(),
  url: z.string().max(8_192).nullish(),
});

/** One line of the stream's answer; texts carry a few words of context where something is missing or put in. */
export interface CaseAnswer {
  readonly id: string | number | null;
  readonly verdict: Comparison['verdict'];
  readonly discrepancies: readonly Pick<Discrepancy, 'type' | 'severity' | 'approved' | 'published'>[];
  /** Parts that no comparison of the page itself could judge; only when there are any. */
  readonly unchecked?: readonly UncheckedPart[];
  /** Addresses of pictures and files whose bytes were not seen. */
  readonly notFetched: readonly string[];
}

export type CaseReply = CaseAnswer | { readonly id: string | number | null; readonly error: string };

/** Judges one case given as a JSON text; never throws. */
export function answerCase(line: string): CaseReply {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { id: null, error: `not JSON: ${error instanceof Error ? error.message.slice(0, 200) : ''}` };
  }
  return judgeCase(value);
}

/** As `answerCase`, for a value already read. */
export function judgeCase(value: unknown): CaseReply {
  const parsed = caseSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { id: idOf(value), error: `${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'invalid'}`.slice(0, 500) };
  }
  const { id, approved, pageHtml, url } = parsed.data;
  const version = approvedFromCase(approved);
  const at = [url, approved.url, `https://${approved.portal?.host ?? 'page.invalid'}/`].find(
    (address) => typeof address === 'string' && URL.canParse(address),
  );
  try {
    const comparison = compareVersion(version, {
      url: at ?? 'https://page.invalid/',
      html: pageHtml,
      resources: new Map(),
      approvedImages: new Map(),
    });
    return {
      id,
      verdict: comparison.verdict,
      discrepancies: comparison.discrepancies.map(withContext),
      ...(comparison.unchecked.length > 0 ? { unchecked: comparison.unchecked } : {}),
      notFetched: [...new Set(version.addresses?.values() ?? [])],
    };
  } catch (error) {
    return { id, error: `comparison failed: ${String(error).slice(0, 300)}` };
  }
}

function idOf(value: unknown): string | number | null {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null;
  return typeof value.id === 'string' || typeof value.id === 'number' ? value.id : null;
}

/** Types whose texts are words of a block, so that neighbours help to find them. */
const worded =
  /^changed(?:Text|Number|Date|Name|Negation|Diacritic|Case|Punctuation|Title|Summary|Caption|DocumentField|Metadata)$|^tableCell$|^spacing$/;

function withContext({
  type,
  severity,
  approved,
  published,
  before,
  after,
}: Discrepancy): CaseAnswer['discrepancies'][number] {
  if (/^changed(?:Author|Source)$/.test(type) && before.length + approved.length + after.length <= 120)
    return {
      type,
      severity,
      approved: `${before}${approved}${after}`,
      published: `${before}${published}${after}`.trim(),
    };
  if (!worded.test(type)) return { type, severity, approved, published };
  const left = neighbours(before.match(/\S+\s*/g) ?? [], true);
  const right = neighbours(after.match(/\s*\S+/g) ?? [], false);
  // A whole block that is missing or replaced has no neighbours to show.
  if (approved.length + published.length > 400) return { type, severity, approved, published };
  return {
    type,
    severity,
    approved: joined(left, approved, right),
    published: joined(left, published, right),
  };
}

/** Words put in where the approved text has no space are shown apart from their neighbours. */
function joined(left: string, text: string, right: string): string {
  const apart = (one: string, other: string): string =>
    /[\p{L}\p{N}]$/u.test(one) && /^[\p{L}\p{N}]/u.test(other) && other.includes(' ') ? `${one} ${other}` : one + other;
  return apart(apart(left, text), right).replace(/\s+/g, ' ').trim();
}

/** Two words beside a change, and further ones as long as they are parts of one name. */
function neighbours(words: readonly string[], reversed: boolean): string {
  const near = reversed ? [...words].reverse() : words;
  const taken: string[] = [];
  for (const word of near) {
    const ends = /[.,;:!?]\s*$/.test(reversed ? word : (taken.at(-1) ?? ''));
    if (taken.length >= 5 || taken.join('').length + word.length > 40) break;
    if (taken.length >= 2 && (ends || !/^\s*\p{Lu}/u.test(word))) break;
    taken.push(word);
  }
  return (reversed ? taken.reverse() : taken).join('');
}
