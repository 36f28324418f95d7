const months = 'january february march april may june july august september october november december'.split(' ');

/** Every way a portal writes the day `2026-11-22`; the numbers may carry a leading zero. */
export function dateForms(date: string): RegExp {
  const [year = '', month = '', day = ''] = date.split('-');
  const d = `0?${Number(day)}`;
  const m = `0?${Number(month)}`;
  const name = months[Number(month) - 1] ?? 'x';
  const word = `${name}|${name.slice(0, 3)}\\.?`;
  return new RegExp(
    `(?<!\\d)(?:${d}\\s*[/.-]\\s*${m}\\s*[/.-]\\s*${year}|${year}-${month}-${day}|${d}\\s+tháng\\s+${m}\\s+năm\\s+${year}|(?:${word})\\s+${d}(?:st|nd|rd|th)?,?\\s+${year}|${d}\\s+(?:${word}),?\\s+${year})(?!\\d)`,
    'iu',
  );
}

/** Any written day; for telling a changed date from a missing one. */
export const anyDate =
  /(?<!\d)(?:\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})(?!\d)/iu;
