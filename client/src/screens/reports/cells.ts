/** How a cell of a report is written. */

import { addDays } from "../../dates";
import { amount, count, day, money, percent, period } from "../../formats";
import { shareOf } from "../../money";
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
  if (column.kind === "percent") return percent(shareOf(text), 2);
  if (column.kind === "number") return count(text);
  if (column.kind === "day") return day(text);
  if (column.kind === "month") return monthText(text);
  if (column.kind === "period" && text.includes("/")) {
    const [start, end] = text.split("/");
    return period(start!, end!);
  }
  return text;
}

/** Of "2026-11". */
export function monthText(month: string): string {
  return period(`${month}-01`, lastOf(month));
}

function lastOf(month: string): string {
  const next = addDays(`${month}-28`, 4);
  return addDays(`${next.slice(0, 7)}-01`, -1);
}
