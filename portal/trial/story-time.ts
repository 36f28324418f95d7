const hour = 3_600_000;
const day = 24 * hour;
/** Vietnam keeps one offset all year. */
const offset = 7 * hour;

/** Office hours of the stories, as parts of a day on a clock in Vietnam. */
const opens = 7.5 * hour;
const closes = 17 * hour;

/**
 * Turns "so many hours ago" of a story into a moment in office hours: 24 story hours are one working day, counted back
 * from the end of the last one that is over. Later parts of a story stay later.
 */
export function storyTime(present: number): (hoursAgo: number) => number {
  const today = Math.floor((present + offset) / day);
  const lastDay = isRestDay(today) || present + offset < today * day + closes ? workingDayBefore(today) : today;
  return (hoursAgo) => {
    const back = Math.floor(hoursAgo / 24);
    let date = lastDay;
    for (let count = 0; count < back; count += 1) date = workingDayBefore(date);
    const share = 1 - (hoursAgo - back * 24) / 24;
    return Math.round(date * day + opens + share * (closes - opens) - offset);
  };
}

/** Days are counted since 1970, whose first was a Thursday. */
function isRestDay(date: number): boolean {
  return (date + 4) % 7 === 0 || (date + 4) % 7 === 6;
}

function workingDayBefore(date: number): number {
  const before = date - 1;
  return isRestDay(before) ? workingDayBefore(before) : before;
}
