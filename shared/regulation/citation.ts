import { z } from 'zod';

/**
 * A place in a regulation. Letters of points are strings, never computed; `part` tells the deciding instrument
 * (Quyết định) from the annexed regulation (Quy chế), whose articles are numbered apart.
 */
export const citationSchema = z.strictObject({
  part: z.enum(['decision', 'regulation']),
  article: z.string().max(10),
  clause: z.string().max(10).nullable().default(null),
  point: z.string().max(10).nullable().default(null),
  /** Nth unlabelled dash (gạch đầu dòng), from 1. */
  dash: z.number().int().min(1).max(50).nullable().default(null),
  /** Nth step (Bước), from 1. */
  step: z.number().int().min(1).max(50).nullable().default(null),
});
export type Citation = z.infer<typeof citationSchema>;

const ordinals = ['nhất', 'hai', 'ba', 'tư', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười'];

/** The citation in full words, `Bước 4 Điều 8 Quy chế`, `khoản 2 Điều 5 Quy chế (gạch đầu dòng thứ hai)`. */
export function formatCitation(citation: Citation, language: 'vi' | 'en'): string {
  return language === 'vi' ? inVietnamese(citation) : inEnglish(citation);
}

function inVietnamese({ part, article, clause, point, dash, step }: Citation): string {
  const place = [
    step === null ? '' : `Bước ${step}`,
    point === null ? '' : `điểm ${point}`,
    clause === null ? '' : `khoản ${clause}`,
    `Điều ${article}`,
    part === 'decision' ? 'Quyết định' : 'Quy chế',
  ].filter((piece) => piece !== '');
  const tail = dash === null ? '' : ` (gạch đầu dòng thứ ${ordinals[dash - 1] ?? String(dash)})`;
  return place.join(' ') + tail;
}

function inEnglish({ part, article, clause, point, dash, step }: Citation): string {
  const place = [
    step === null ? '' : `Step ${step},`,
    point === null ? '' : `point ${point},`,
    clause === null ? '' : `clause ${clause},`,
    `Article ${article} of the ${part === 'decision' ? 'Decision' : 'Regulation'}`,
  ].filter((piece) => piece !== '');
  return place.join(' ') + (dash === null ? '' : ` (dash ${dash})`);
}
