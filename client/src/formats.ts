/** Amounts and dates as this account reads them; for templates. */

import {
  type DateOrder,
  formatDay,
  formatDayInWords,
  formatMoment,
  formatPeriod,
  inOrder,
  isDay,
  parseDay,
  today as todayIn,
  writeDay,
} from "./dates";
import { formatLocale, locale } from "./i18n/locale.svelte";
import { dateFormat, numberFormat } from "./intl";
import { formatAmount, formatMoney, UNKNOWN_CURRENCY } from "./money";
import { session } from "./session.svelte";

export function money(
  amount: string | null | undefined,
  currency: string | null | undefined,
): string {
  if (!amount) return "";
  if (currency === UNKNOWN_CURRENCY) return formatAmount(amount, currency, formatLocale());
  return currency ? formatMoney(amount, currency, formatLocale()) : count(amount);
}

/** Without its currency, for tables whose heading has it. */
export function amount(
  value: string | null | undefined,
  currency: string | null | undefined,
): string {
  if (!value) return "";
  return currency ? formatAmount(value, currency, formatLocale()) : count(value);
}

/** What is no day, such as half of one that is typed, stays as it is. */
export function day(value: string | null | undefined): string {
  return value && isDay(value) ? formatDay(value, dateLocale()) : (value ?? "");
}

/** Empty where it is no day yet, such as a year of which two digits are typed. */
export function dayInWords(value: string): string {
  return isDay(value) && value >= "1900" ? formatDayInWords(value, dateLocale()) : "";
}

/** What a person typed, as the API writes it; what is no day stays as it is typed. */
export function typedDay(text: string): string {
  return parseDay(text, dateOrder(), today()) ?? text.trim();
}

/** A day as it is typed here. */
export function writtenDay(value: string): string {
  return isDay(value) ? writeDay(value, dateOrder(), formatLocale()) : value;
}

/** "dd/mm/yyyy" of "dd mm yyyy": in which order days are typed here. */
export function dayPattern(letters: string): string {
  return inOrder(letters.split(" "), dateOrder(), formatLocale());
}

/** Both days belong to it. */
export function period(start: string, end: string): string {
  return formatPeriod(start, end, dateLocale());
}

export function moment(value: string | null | undefined): string {
  return value ? formatMoment(value, dateLocale(), timeZone()) : "";
}

/** A time of this day, to the second: "04:12:30". */
export function clock(value: Date): string {
  const options = { timeStyle: "medium", timeZone: timeZone() } as const;
  return dateFormat(formatLocale(), options).format(value);
}

/** However it is come by. `Intl` takes decimal strings as they are. */
export function count(value: number | string): string {
  return numberFormat(formatLocale()).format(value as number);
}

/** "19%" of "0.19", with so many decimals at least. */
export function percent(share: string, digits = 0): string {
  const options = { style: "percent", minimumFractionDigits: digits } as const;
  const format = numberFormat(formatLocale(), { ...options, maximumFractionDigits: 3 });
  return format.format(share as unknown as number);
}

/** "1 second", "30 seconds". */
export function seconds(value: number): string {
  const options = { style: "unit", unit: "second", unitDisplay: "long" } as const;
  return numberFormat(formatLocale(), options).format(value);
}

/** "2.4 MB"; of a limit never more than it is. */
export function bytes(size: number, roundingMode: "halfExpand" | "floor" = "halfExpand"): string {
  const isSmall = size < 1e6;
  const value = isSmall ? Math.ceil(size / 1e3) : size / 1e6;
  const unit = isSmall ? "kilobyte" : "megabyte";
  const options = { style: "unit", unit, maximumFractionDigits: 1, roundingMode } as const;
  return numberFormat(formatLocale(), options).format(value);
}

export function today(): string {
  return todayIn(timeZone());
}

/** An account that has told none goes by the language. */
function dateOrder(): DateOrder {
  return session.profile?.date_order || orderOf(formatLocale());
}

function orderOf(locale: string): DateOrder {
  const parts = dateFormat(locale, { dateStyle: "short" }).formatToParts();
  return parts.find(({ type }) => type !== "year" && type !== "literal")?.type === "month"
    ? "mdy"
    : "dmy";
}

/** Of the languages here English alone writes days in both orders. */
const ENGLISH: Record<DateOrder, string> = { dmy: "en-GB", mdy: "en-US" };

/** In the account's order, as days are typed, whatever the browser's is. */
function dateLocale(): string {
  const asked = formatLocale();
  const isOther = locale() === "en" && orderOf(asked) !== dateOrder();
  return isOther ? ENGLISH[dateOrder()] : asked;
}

function timeZone(): string {
  return session.profile?.time_zone || "UTC";
}
