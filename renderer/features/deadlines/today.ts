import { type LocalDate, localDateSchema } from '#shared/lib/instant.ts';

/** Today in Vietnam, some days earlier when asked; for first values of fields only. */
export function vietnamToday(daysAgo = 0): LocalDate {
  const then = new Date(Date.now() - daysAgo * 86_400_000);
  return localDateSchema.parse(then.toLocaleDateString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }));
}

export function thisMonth(): { readonly year: number; readonly month: number } {
  const today = vietnamToday();
  return { year: Number(today.slice(0, 4)), month: Number(today.slice(5, 7)) };
}
