import { dayNumber } from './calendar-day.ts';

/**
 * The Vietnamese lunar calendar at UTC+7, after Hồ Ngọc Đức, "Computing the Vietnamese lunar calendar", which takes new
 * moons and the sun's longitude from Jean Meeus, "Astronomical Algorithms". The day begins at midnight in Vietnam, so a
 * few years differ from calendars reckoned at UTC+8.
 */

const UTC_OFFSET_DAYS = 7 / 24;
/** Julian date of day number 0 at noon. */
const JULIAN_1970 = 2_440_588;
const SYNODIC_MONTH = 29.530588853;

const sine = (degrees: number): number => Math.sin((degrees * Math.PI) / 180);

/** Day number in Vietnam of the new moon that many lunations after the first of 1900. */
function newMoonDay(lunation: number): number {
  const t = lunation / 1_236.85;
  const mean =
    2_415_020.75933 +
    29.53058868 * lunation +
    (0.0001178 - 0.000000155 * t) * t ** 2 +
    0.00033 * sine(166.56 + 132.87 * t - 0.009173 * t ** 2);
  const sun = 359.2242 + 29.10535608 * lunation - 0.0000333 * t ** 2 - 0.00000347 * t ** 3;
  const moon = 306.0253 + 385.81691806 * lunation + 0.0107306 * t ** 2 + 0.00001236 * t ** 3;
  const latitude = 21.2964 + 390.67050646 * lunation - 0.0016528 * t ** 2 - 0.00000239 * t ** 3;
  const correction =
    (0.1734 - 0.000393 * t) * sine(sun) +
    0.0021 * sine(2 * sun) -
    0.4068 * sine(moon) +
    0.0161 * sine(2 * moon) -
    0.0004 * sine(3 * moon) +
    0.0104 * sine(2 * latitude) -
    0.0051 * sine(sun + moon) -
    0.0074 * sine(sun - moon) +
    0.0004 * sine(2 * latitude + sun) -
    0.0004 * sine(2 * latitude - sun) -
    0.0006 * sine(2 * latitude + moon) +
    0.001 * sine(2 * latitude - moon) +
    0.0005 * sine(2 * moon + sun);
  const clockDrift = -0.000278 + 0.000265 * t + 0.000262 * t ** 2;
  return Math.floor(mean + correction - clockDrift + 0.5 + UTC_OFFSET_DAYS) - JULIAN_1970;
}

/** Which of the twelve 30° sectors the sun is in as a day begins in Vietnam; sector 9 begins at the winter solstice. */
function sunSector(day: number): number {
  const t = (day + JULIAN_1970 - 0.5 - UTC_OFFSET_DAYS - 2_451_545) / 36_525;
  const anomaly = 357.5291 + 35_999.0503 * t - 0.0001559 * t ** 2 - 0.00000048 * t ** 3;
  const longitude =
    280.46645 +
    36_000.76983 * t +
    0.0003032 * t ** 2 +
    (1.9146 - 0.004817 * t - 0.000014 * t ** 2) * sine(anomaly) +
    (0.019993 - 0.000101 * t) * sine(2 * anomaly) +
    0.00029 * sine(3 * anomaly);
  return Math.floor((longitude - 360 * Math.floor(longitude / 360)) / 30);
}

/** Lunation of the month that holds the winter solstice of a Gregorian year: always the eleventh month. */
function solsticeLunation(year: number): number {
  const lunation = Math.floor((dayNumber(year, 12, 31) + JULIAN_1970 - 2_415_021) / SYNODIC_MONTH);
  return sunSector(newMoonDay(lunation)) >= 9 ? lunation - 1 : lunation;
}

/** How many months after the eleventh the leap month of a thirteen-month year comes: the first without a sector change. */
function leapOffset(eleventh: number): number {
  let sector = sunSector(newMoonDay(eleventh + 1));
  for (let offset = 2; offset < 14; offset += 1) {
    const next = sunSector(newMoonDay(eleventh + offset));
    if (next === sector) return offset - 1;
    sector = next;
  }
  return 13;
}

/** Day number of a day of an ordinary (not leap) lunar month of a lunar year between 1900 and 2199. */
export function lunarDay(year: number, month: number, day: number): number {
  const eleventh = solsticeLunation(month < 11 ? year - 1 : year);
  const next = solsticeLunation(month < 11 ? year : year + 1);
  const offset = (month + 1) % 12;
  const leap = next - eleventh === 13 && offset >= leapOffset(eleventh) ? 1 : 0;
  return newMoonDay(eleventh + offset + leap) + day - 1;
}
