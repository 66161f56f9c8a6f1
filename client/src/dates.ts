/** Days ("2026-11-30", of no time zone) and moments (UTC, shown by the account's zone). */

import { dateFormat } from "./intl";

export type Day = string;

export function formatDay(day: Day, locale: string): string {
  return dateFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(midnight(day));
}

/** "Friday 3 April 2026": nobody takes the day for the month. */
export function formatDayInWords(day: Day, locale: string): string {
  return dateFormat(locale, { dateStyle: "full", timeZone: "UTC" }).format(midnight(day));
}

export function formatMoment(moment: string, locale: string, timeZone: string): string {
  return dateFormat(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone,
  }).format(new Date(moment));
}

/** "Jan – Mar 2026"; with the days where it does not consist of whole months. */
export function formatPeriod(start: Day, end: Day, locale: string): string {
  const isWhole = start.endsWith("-01") && addDays(end, 1).endsWith("-01");
  const options: Intl.DateTimeFormatOptions = isWhole
    ? { month: "short", year: "numeric", timeZone: "UTC" }
    : { dateStyle: "medium", timeZone: "UTC" };
  return dateFormat(locale, options).formatRange(midnight(start), midnight(end));
}

/** Today by the account's zone. */
export function today(timeZone: string, now = new Date()): Day {
  return dateFormat("sv", { timeZone, dateStyle: "short" }).format(now);
}

export function addDays(day: Day, count: number): Day {
  const date = midnight(day);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = midnight(text);
  // Some browsers take the 30th of February for the 2nd of March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

export type DateOrder = "dmy" | "mdy";

const YEAR_FIRST = /^(\d{4})[-./ ]+(\d{1,2})[-./ ]+(\d{1,2})$/;
const YEAR_LAST = /^(\d{1,2})[-./, ]+(\d{1,2})(?:[-./, ]+(\d{4}|\d{2})?)?$/;
/** "20260305", which is no day with the year behind: there is no month "26", and none "19". */
const SOLID_YEAR_FIRST = /^((?:19|20)\d\d)(\d\d)(\d\d)$/;
const SOLID_YEAR_LAST = /^(\d\d)(\d\d)(\d{4}|\d\d)$/;
/** No earlier one is taken by the API. */
const FIRST_YEAR = 1950;

/**
 * The day that a person typed: "5.3.", "05/03/26", "05032026", "2026-03-05". Without a year it is the
 * last one that has come. Null: it is none.
 */
export function parseDay(typed: string, order: DateOrder, today: Day): Day | null {
  const text = typed.trim();
  const [, ...iso] = YEAR_FIRST.exec(text) ?? SOLID_YEAR_FIRST.exec(text) ?? [];
  const isoDay = iso.length ? dayOf(...(iso as [string, string, string])) : null;
  const parts = YEAR_LAST.exec(text) ?? SOLID_YEAR_LAST.exec(text);
  if (isoDay || !parts) return isoDay;
  const [, first, second, year] = parts as unknown as [string, string, string, string?];
  const inYear = (which: string) =>
    order === "mdy"
      ? (dayOf(which, first, second) ?? dayOf(which, second, first))
      : (dayOf(which, second, first) ?? dayOf(which, first, second));
  const thisYear = Number(today.slice(0, 4));
  if (year) return inYear(year.length === 2 ? wholeYear(year, thisYear) : year);
  // The 29th of February may be long ago.
  const years = Array.from({ length: 8 }, (_, ago) => inYear(String(thisYear - ago)));
  return years.find((day) => day !== null && day <= today) ?? null;
}

/** Of two digits. What is bought is not of a year far ahead: "99" is 1999. */
function wholeYear(digits: string, thisYear: number): string {
  const isFarAhead = Number(`20${digits}`) > thisYear + 1;
  return isFarAhead && Number(`19${digits}`) >= FIRST_YEAR ? `19${digits}` : `20${digits}`;
}

/** "2026-03-05" as it is typed in that order: "05.03.2026" where the language writes dots. */
export function writeDay(day: Day, order: DateOrder, locale: string): string {
  return inOrder(day.split("-").toReversed(), order, locale);
}

/** Day, month and year in that order, be they figures or letters. */
export function inOrder(parts: string[], order: DateOrder, locale: string): string {
  const [date, month, year] = parts;
  const shown = dateFormat(locale, { dateStyle: "short" }).formatToParts();
  const mark = shown.find(({ type }) => type === "literal")?.value.trim() || "/";
  return (order === "mdy" ? [month, date, year] : [date, month, year]).join(mark);
}

function dayOf(year: string, month: string, date: string): Day | null {
  const day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  return isDay(day) ? day : null;
}

function midnight(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}
