import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Citation, citationSchema, formatCitation } from '#shared/regulation/citation.ts';
import { filesBelow, ROOT } from './source-files.ts';

/**
 * What a regulation's text holds: articles with their clauses, dashes or steps. A clause is its number of dashes, or its
 * points by letter, each with its own number of dashes: letters are never computed, the texts leave some out.
 */
const outlineSchema = z.record(
  z.enum(['decision', 'regulation']),
  z.record(
    z.string(),
    z.strictObject({
      clauses: z.array(z.union([z.number().int(), z.record(z.string(), z.number().int())])).optional(),
      dashes: z.number().int().optional(),
      steps: z.number().int().optional(),
    }),
  ),
);
type Outline = z.infer<typeof outlineSchema>;

const profiles = filesBelow('resources/regulations').filter((file) => file.endsWith('.json'));
const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));
const outlineFileOf = (profile: string): string =>
  profile.replace('resources/regulations', 'tests/fixtures/regulations').replace(/\.json$/, '.outline.json');

/** Every citation anywhere in a value, however deep. */
function citationsIn(value: unknown): readonly Citation[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(citationsIn);
  if (!('part' in value && 'article' in value)) return inside;
  return [citationSchema.parse(value), ...inside];
}

/** The citations that lead nowhere in the text. */
function madeUp(citations: readonly Citation[], outline: Outline): readonly string[] {
  const exists = ({ part, article, clause, point, dash, step }: Citation): boolean => {
    const found = outline[part]?.[article];
    if (found === undefined) return false;
    if (step !== null && step > (found.steps ?? 0)) return false;
    const inClause = clause === null ? (found.dashes ?? 0) : found.clauses?.[Number(clause) - 1];
    if (inClause === undefined) return false;
    if (point === null) return dash === null || (typeof inClause === 'number' && dash <= inClause);
    const inPoint = typeof inClause === 'number' ? undefined : inClause[point];
    return inPoint !== undefined && (dash === null || dash <= inPoint);
  };
  return citations.filter((citation) => !exists(citation)).map((citation) => formatCitation(citation, 'vi'));
}

describe('citations', () => {
  test.each(profiles)('every article that %s cites stands in the text of the regulation', (profile) => {
    expect(existsSync(path.join(ROOT, outlineFileOf(profile))), `write ${outlineFileOf(profile)}`).toBe(true);
    const citations = citationsIn(readJson(profile));
    expect(citations.length).toBeGreaterThan(0);
    expect([...new Set(madeUp(citations, outlineSchema.parse(readJson(outlineFileOf(profile)))))]).toEqual([]);
  });

  test('a made-up citation is noticed', () => {
    const outline: Outline = {
      decision: {},
      regulation: { '5': { clauses: [2] }, '7': { clauses: [{ a: 0, đ: 3 }] }, '8': { steps: 4 } },
    };
    const cite = (particulars: object): Citation => citationSchema.parse({ part: 'regulation', ...particulars });
    const good = [
      cite({ article: '5', clause: '1', dash: 2 }),
      cite({ article: '7', clause: '1', point: 'đ', dash: 3 }),
      cite({ article: '8', step: 4 }),
      cite({ article: '5' }),
    ];
    const bad = [
      cite({ article: '5', clause: '1', dash: 3 }),
      cite({ article: '5', clause: '2' }),
      cite({ article: '8', step: 5 }),
      cite({ article: '9' }),
      cite({ article: '5', clause: '1', point: 'a' }),
      cite({ article: '7', clause: '1', point: 'b' }),
      cite({ article: '7', clause: '1', point: 'a', dash: 1 }),
      cite({ article: '7', clause: '1', dash: 1 }),
      cite({ part: 'decision', article: '5' }),
    ];
    expect(madeUp(good, outline)).toEqual([]);
    expect(madeUp(bad, outline)).toHaveLength(bad.length);
  });
});
