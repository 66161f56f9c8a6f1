/** How a cell of a report is written. */

import { amount, day, period } from "../../formats";
import { formatLocale } from "../../i18n/locale.svelte";
import { addDays } from "../../dates";
import { textOf, type Cell, type Column } from "./table";

export function isFigure({ kind }: Column): boolean {
  return kind === "money" || kind === "percent" || kind === "number";
}

/** A day, a month, a period: never broken over lines. */
export function isTime({ kind }: Column): boolean {
  return kind === "day" || kind === "month" || kind === "period";
}

/** Of a foot, whose first cell is a word whatever its column holds. */
export function shown(cell: Cell | undefined, column: Column, currency: string): string {
  const text = textOf(cell);
  if (!text) return "";
  if (column.kind === "money") return amount(text, currency);
  if (column.kind === "percent") return `${plain(text, 2)} %`;
  if (column.kind === "number") return plain(text);
  if (column.kind === "day") return day(text);
  if (column.kind === "month") return period(`${text}-01`, lastOf(text));
  if (column.kind === "period" && text.includes("/")) {
    const [start, end] = text.split("/");
    return period(start!, end!);
  }
  return text;
}

/** `Intl` takes decimal strings as they are. */
function plain(number: string, digits = 0): string {
  return new Intl.NumberFormat(formatLocale(), {
    minimumFractionDigits: digits,
    maximumFractionDigits: 2,
  }).format(number as unknown as number);
}

function lastOf(month: string): string {
  const next = addDays(`${month}-28`, 4);
  return addDays(`${next.slice(0, 7)}-01`, -1);
}
