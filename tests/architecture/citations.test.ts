import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Citation, citationSchema, formatCitation } from '#shared/regulation/citation.ts';
import { filesBelow, ROOT } from './source-files.ts';

/** What a regulation's text holds: articles with their clauses (each with its number of dashes), dashes or steps. */
const outlineSchema = z.record(
  z.enum(['decision', 'regulation']),
  z.record(
    z.string(),
    z.strictObject({
      clauses: z.array(z.number().int()).optional(),
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
    if (found === undefined || point !== null) return false;
    if (step !== null && step > (found.steps ?? 0)) return false;
    const inClause = clause === null ? undefined : found.clauses?.[Number(clause) - 1];
    if (clause !== null && inClause === undefined) return false;
    return dash === null || dash <= (clause === null ? (found.dashes ?? 0) : (inClause ?? 0));
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
    const outline: Outline = { decision: {}, regulation: { '5': { clauses: [2] }, '8': { steps: 4 } } };
    const cite = (particulars: object): Citation => citationSchema.parse({ part: 'regulation', ...particulars });
    const good = [
      cite({ article: '5', clause: '1', dash: 2 }),
      cite({ article: '8', step: 4 }),
      cite({ article: '5' }),
    ];
    const bad = [
      cite({ article: '5', clause: '1', dash: 3 }),
      cite({ article: '5', clause: '2' }),
      cite({ article: '8', step: 5 }),
      cite({ article: '9' }),
      cite({ article: '5', clause: '1', point: 'a' }),
      cite({ part: 'decision', article: '5' }),
    ];
    expect(madeUp(good, outline)).toEqual([]);
    expect(madeUp(bad, outline)).toHaveLength(bad.length);
  });
});
