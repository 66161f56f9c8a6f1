/** Amounts and dates as this account reads them; for templates. */

import {
  formatDay,
  formatDayInWords,
  formatMoment,
  formatPeriod,
  isDay,
  today as todayIn,
} from "./dates";
import { formatLocale } from "./i18n/locale.svelte";
import { dateFormat, numberFormat } from "./intl";
import { formatAmount, formatMoney } from "./money";
import { session } from "./session.svelte";

export function money(
  amount: string | null | undefined,
  currency: string | null | undefined,
): string {
  if (!amount) return "";
  return currency ? formatMoney(amount, currency, formatLocale()) : amount;
}

/** Without its currency, for tables whose heading has it. */
export function amount(
  value: string | null | undefined,
  currency: string | null | undefined,
): string {
  if (!value) return "";
  return currency ? formatAmount(value, currency, formatLocale()) : value;
}

export function day(value: string | null | undefined): string {
  return value ? formatDay(value, formatLocale()) : "";
}

/** Empty where it is no day yet, such as a year of which two digits are typed. */
export function dayInWords(value: string): string {
  return isDay(value) && value >= "1900" ? formatDayInWords(value, formatLocale()) : "";
}

/** Both days belong to it. */
export function period(start: string, end: string): string {
  return formatPeriod(start, end, formatLocale());
}

export function moment(value: string | null | undefined): string {
  return value ? formatMoment(value, formatLocale(), timeZone()) : "";
}

/** A time of this day, to the second: "04:12:30". */
export function clock(value: Date): string {
  const options = { timeStyle: "medium", timeZone: timeZone() } as const;
  return dateFormat(formatLocale(), options).format(value);
}

export function count(value: number): string {
  return numberFormat(formatLocale()).format(value);
}

/** "2.4 MB". */
export function bytes(size: number): string {
  const isSmall = size < 1e6;
  const value = isSmall ? Math.ceil(size / 1e3) : size / 1e6;
  const unit = isSmall ? "kilobyte" : "megabyte";
  const options = { style: "unit", unit, maximumFractionDigits: 1 } as const;
  return numberFormat(formatLocale(), options).format(value);
}

export function today(): string {
  return todayIn(timeZone());
}

function timeZone(): string {
  return session.profile?.time_zone || "UTC";
}
