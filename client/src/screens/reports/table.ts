/** A report as tables: what is seen, and what its chart draws, which is the same figures. */

import type { Schema } from "../../api/client";
import { href } from "../../routing";

/** "period" is "2026-01-01/2026-03-31", "month" "2026-01". */
export type Kind = "text" | "money" | "percent" | "number" | "day" | "month" | "period";

export interface Column {
  label: string;
  kind: Kind;
}
export interface Link {
  text: string;
  href: string;
}
export type Cell = string | number | null | Link;

export interface ReportTable {
  title: string;
  currency: string;
  columns: Column[];
  rows: Cell[][];
  /** A line may end before the last column. */
  foot: Cell[][];
  /** Which columns are drawn, over the first one. */
  chart?: { columns: number[]; kind: "bars" | "lying bars" | "lines" };
}
/** `notes` are sentences above the tables. */
export interface View {
  notes: string[];
  tables: ReportTable[];
}

export const column = (label: string, kind: Kind = "text"): Column => ({ label, kind });

/** The account's own first, then by their codes. */
export function currenciesOf(rows: readonly { currency: string }[], home: string): string[] {
  const codes = [...new Set(rows.map((row) => row.currency))].toSorted();
  return codes.toSorted((a, b) => Number(b === home) - Number(a === home));
}

/** The tables of each currency; those without rows are left out. */
export function byCurrency(
  rows: readonly { currency: string }[],
  home: string,
  tables: (currency: string) => ReportTable[],
): ReportTable[] {
  return currenciesOf(rows, home)
    .flatMap(tables)
    .filter((table) => table.rows.length > 0);
}

export function ofType<Row extends { transaction_type: string }>(
  rows: readonly Row[],
  type: Row["transaction_type"],
): Row[] {
  return rows.filter((row) => row.transaction_type === type);
}

/** Those of one currency, as the lines of its table. */
export function linesOf<Row extends { currency: string }>(
  rows: readonly Row[],
  currency: string,
  cells: (row: Row) => Cell[],
): Cell[][] {
  return rows.filter((row) => row.currency === currency).map(cells);
}

/** How many bars can be told apart. */
const BARS = 12;

/** What the chart of a table shows: the months are all there, of a long list the first ones. */
export function drawnRows(table: ReportTable): Cell[][] {
  return table.chart?.kind === "lying bars" ? table.rows.slice(0, BARS) : table.rows;
}

export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  return typeof cell === "object" ? cell.text : String(cell);
}

type Asked = Pick<Schema["IncomeExpense"], "start_date" | "end_date" | "filters">;

/** Leads to the entries behind a row, where the ledger has the filters for it. */
export function ledgerLink(
  asked: Asked,
  text: string,
  filters: { category?: string; vendor?: string; transaction_type?: string; currency: string },
): Cell {
  if (asked.filters.reviewed_only || !text) return text;
  const { currency, ...others } = filters;
  const days = { start_date: asked.start_date, end_date: asked.end_date };
  const of = asked.filters.convert_to ? {} : { currency };
  return { text, href: href("ledger", null, { ...days, ...others, ...of }) };
}
