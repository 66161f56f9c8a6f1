/** A report as tables: what is seen, and what its chart draws, which is the same figures. */

import type { Schema } from "../../api/client";
import { m } from "../../i18n/generated/messages";
import { href } from "../../routing";

/** "period" is "2026-01-01/2026-03-31", "month" "2026-01"; "amounts" are several, each in its currency. */
export type Kind = "text" | "money" | "percent" | "number" | "day" | "month" | "period" | "amounts";

export interface Column {
  label: string;
  kind: Kind;
}
export interface Link {
  text: string;
  href: string;
}
type Amounts = Schema["ConvertedAmount"][];
export type Cell = string | number | null | Link | Amounts;

export interface ReportTable {
  title: string;
  currency: string;
  columns: Column[];
  rows: Cell[][];
  /** A line may end before the last column. */
  foot: Cell[][];
  /** Which columns are drawn, over the first one where it is no amount. */
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

/** Of several amounts none: each is written by itself. */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined || isAmounts(cell)) return "";
  return isLink(cell) ? cell.text : String(cell);
}

export function isLink(cell: Cell | undefined): cell is Link {
  return typeof cell === "object" && cell !== null && !isAmounts(cell);
}

export function isAmounts(cell: Cell | undefined): cell is Amounts {
  return Array.isArray(cell);
}

/** `table` with what of each row was converted, where anything was. `rows` are those of all currencies. */
export function withConverted(
  table: ReportTable,
  rows: readonly { currency: string; converted: Amounts }[],
): ReportTable {
  const converted = rows.filter((row) => row.currency === table.currency);
  if (converted.every((row) => !row.converted.length)) return table;
  return {
    ...table,
    columns: [...table.columns, column(m.reports_converted(), "amounts")],
    rows: table.rows.map((cells, at) => [...cells, converted[at]!.converted]),
  };
}

type Asked = Pick<Schema["IncomeExpense"], "start_date" | "end_date" | "filters">;

/** Leads to the entries behind a row, where the ledger has the filters for it. */
export function ledgerLink(
  asked: Asked,
  text: string,
  row: { category?: string; vendor_exact?: string; transaction_type?: string; currency: string },
): Cell {
  const { reviewed_only, convert_to, ...filters } = asked.filters;
  if (reviewed_only || !text) return text;
  const { currency, ...own } = row;
  const days = { start_date: asked.start_date, end_date: asked.end_date };
  const of = convert_to ? {} : { currency };
  return { text, href: href("ledger", null, { ...days, ...filters, ...own, ...of }) };
}
