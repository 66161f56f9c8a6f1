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

function midnight(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}
