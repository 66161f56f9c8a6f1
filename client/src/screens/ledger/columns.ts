/** The columns of the ledger: how wide, how sorted, and which of them are shown. */

import { m } from "../../i18n/generated/messages";
import { listOf } from "../../routing";

export interface Column {
  name: string;
  label: () => string;
  width: string;
  /** The API's name for its order; none: it cannot be sorted by. */
  order?: string;
  /** That order and its reverse, in words. */
  orders?: typeof DAYS;
  figure?: true;
  /** Not shown until somebody asks for it. */
  extra?: true;
}

const DAYS = { up: m.ledger_oldest_first, down: m.ledger_newest_first };
const FIGURES = { up: m.ledger_smallest_first, down: m.ledger_largest_first };
const WORDS = { up: m.ledger_from_a, down: m.ledger_from_z };

export const COLUMNS: Column[] = [
  { name: "date", label: m.ledger_date, width: "7.5rem", order: "purchased_on", orders: DAYS },
  {
    name: "vendor",
    label: m.ledger_vendor,
    width: "minmax(10rem, 2fr)",
    order: "vendor",
    orders: WORDS,
  },
  {
    name: "category",
    label: m.ledger_category,
    width: "minmax(8rem, 1fr)",
    order: "category",
    orders: WORDS,
  },
  {
    name: "total",
    label: m.ledger_total,
    width: "10.5rem",
    order: "total",
    orders: FIGURES,
    figure: true,
  },
  { name: "type", label: m.ledger_type, width: "6rem", extra: true },
  { name: "subtotal", label: m.ledger_subtotal, width: "7rem", figure: true, extra: true },
  { name: "tax", label: m.ledger_tax, width: "6.5rem", figure: true, extra: true },
  { name: "deductible", label: m.ledger_deductible, width: "8.5rem", figure: true, extra: true },
  { name: "payment", label: m.ledger_payment, width: "8rem", extra: true },
  { name: "number", label: m.ledger_number, width: "minmax(7rem, 1fr)", extra: true },
  { name: "notes", label: m.ledger_notes, width: "minmax(8rem, 1fr)", extra: true },
  {
    name: "created",
    label: m.ledger_created,
    width: "10.5rem",
    order: "created_at",
    orders: DAYS,
    extra: true,
  },
  { name: "state", label: m.ledger_state, width: "8rem" },
];

/** The way to the entry: always there. */
const FIXED = "vendor";
export const CHOICES = COLUMNS.filter(({ name }) => name !== FIXED);

export function shownColumns(search: URLSearchParams): Column[] {
  const asked = listOf(search, "columns");
  if (!asked.length) return COLUMNS.filter(({ extra }) => !extra);
  return COLUMNS.filter(({ name }) => name === FIXED || asked.includes(name));
}

/** What the address gets when a column is added or taken away; null: it is as at first. */
export function toggled(search: URLSearchParams, name: string): string[] | null {
  const before = shownColumns(search);
  const shown = COLUMNS.filter((column) => before.includes(column) !== (column.name === name));
  const isAsAtFirst = COLUMNS.every((column) => shown.includes(column) === !column.extra);
  return isAsAtFirst ? null : shown.map((column) => column.name);
}

/** Of a grid, with that of the check boxes first. */
export function template(columns: Column[]): string {
  return ["2rem", ...columns.map(({ width }) => width)].join(" ");
}
