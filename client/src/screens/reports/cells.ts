/** How a cell of a report is written. */

import { amount, day, money, period } from "../../formats";
import { formatLocale } from "../../i18n/locale.svelte";
import { numberFormat } from "../../intl";
import { addDays } from "../../dates";
import { isAmounts, textOf, type Cell, type Column } from "./table";

export function isFigure({ kind }: Column): boolean {
  return kind === "money" || kind === "percent" || kind === "number" || kind === "amounts";
}

/** A day, a month, a period: never broken over lines. */
export function isTime({ kind }: Column): boolean {
  return kind === "day" || kind === "month" || kind === "period";
}

/** Of a foot, whose first cell is a word whatever its column holds. */
export function shown(cell: Cell | undefined, column: Column, currency: string): string {
  if (isAmounts(cell)) return cell.map((of) => money(of.amount, of.currency)).join(" + ");
  const text = textOf(cell);
  if (!text) return "";
  if (column.kind === "money") return amount(text, currency);
  if (column.kind === "percent") return percent(text);
  if (column.kind === "number") return plain(text);
  if (column.kind === "day") return day(text);
  if (column.kind === "month") return monthText(text);
  if (column.kind === "period" && text.includes("/")) {
    const [start, end] = text.split("/");
    return period(start!, end!);
  }
  return text;
}

export function percent(number: string): string {
  return `${plain(number, 2)} %`;
}

/** Of "2026-11". */
export function monthText(month: string): string {
  return period(`${month}-01`, lastOf(month));
}

/** `Intl` takes decimal strings as they are. */
export function plain(number: string, digits = 0): string {
  return numberFormat(formatLocale(), {
    minimumFractionDigits: digits,
    maximumFractionDigits: 2,
  }).format(number as unknown as number);
}

function lastOf(month: string): string {
  const next = addDays(`${month}-28`, 4);
  return addDays(`${next.slice(0, 7)}-01`, -1);
}
