/** The filters of the ledger: as they stand in the address, and as the API takes them. */

import { type AmountFault, editableAmount, readAmount } from "../money";
import type { Query } from "../routing";

/** All that the API knows; those of a coverage link are among them. */
export const LEDGER_FILTERS = [
  "search",
  "category",
  "transaction_type",
  "review_status",
  "is_verified",
  "start_date",
  "end_date",
  "amount_min",
  "amount_max",
  "vendor",
  "vendor_exact",
  "currency",
  "currency_not",
  "missing",
  "has",
  "duplicates",
  "deleted",
  "ids",
  "ocr_status",
  "created_from",
  "created_to",
] as const;

/** `reports/entries/` lists what a report leaves out for a reason, by the filters of the report. */
const OF_REASONS = [
  "reason",
  "start_date",
  "end_date",
  "currency",
  "convert_to",
  "category",
  "transaction_type",
  "vendor",
  "reviewed_only",
];

const FIRST_ORDER = "-purchased_on";

export interface Listed {
  path: "/api/v1/receipts/transactions/" | "/api/v1/reports/entries/";
  query: Record<string, string>;
}

export function listed(search: URLSearchParams): Listed {
  const isReason = search.has("reason");
  const names: readonly string[] = isReason ? OF_REASONS : LEDGER_FILTERS;
  const query: Record<string, string> = {};
  for (const name of names) {
    const value = search.get(name)?.trim();
    if (value) query[name] = value;
  }
  if (isReason) return { path: "/api/v1/reports/entries/", query };
  return { path: "/api/v1/receipts/transactions/", query: { ...query, ordering: order(search) } };
}

const OF_STATES = ["reason", "category", "review_status", "is_verified", "duplicates"];

/** Whether what is verified, or gets another category, stays in the list. */
export function isLasting({ query }: Listed): boolean {
  return !OF_STATES.some((name) => name in query);
}

const AMOUNTS = ["amount_min", "amount_max"];

/** What is typed, as the address has it. What is no amount stands as it is: the API says so. */
export function asked(name: string, typed: string, locale: string, currency: string): string {
  if (!AMOUNTS.includes(name)) return typed;
  return readAmount(typed, locale, currency).amount ?? typed;
}

/** Why it is not asked for; null: it is. */
export function faultOf(
  name: string,
  typed: string | undefined,
  locale: string,
  currency: string,
): AmountFault | null {
  if (!AMOUNTS.includes(name) || !typed?.trim()) return null;
  return readAmount(typed, locale, currency).fault;
}

/** What of the typed filters can be asked for, as the address has it. */
export function askable(typed: Record<string, string>, locale: string, currency: string): Query {
  const names = Object.keys(typed).filter((name) => !faultOf(name, typed[name], locale, currency));
  return Object.fromEntries(
    names.map((name) => [name, asked(name, typed[name]!, locale, currency)]),
  );
}

/** What the address has, as a person reads and types it. */
export function filterText(name: string, value: string, locale: string): string {
  const isAmount = AMOUNTS.includes(name) && /^-?\d+(\.\d+)?$/.test(value);
  return isAmount ? editableAmount(value, locale) : value;
}

export function order(search: URLSearchParams): string {
  return search.get("ordering") || FIRST_ORDER;
}

/** What the address gets when the heading of a column is pressed: up, then down. */
export function reordered(search: URLSearchParams, column: string): string {
  return order(search) === column ? `-${column}` : column;
}

export function isFiltered(search: URLSearchParams): boolean {
  return [...LEDGER_FILTERS, "reason"].some((name) => search.get(name));
}

export function withoutFilters(): Query {
  return Object.fromEntries([...LEDGER_FILTERS, ...OF_REASONS].map((name) => [name, null]));
}
