/** The reports by name, and the question to one as it stands in the address. */

import type { Schema } from "./api/client";
import { EVENT_KINDS, type EventKind } from "./events";
import { m } from "./i18n/generated/messages";

export type ReportName = Schema["ExportJob"]["report"];

const LABELS: Record<ReportName, () => string> = {
  "income-expense": m.reports_income_expense,
  "category-breakdown": m.reports_category_breakdown,
  "vendor-analysis": m.reports_vendor_analysis,
  "tax-summary": m.reports_tax_summary,
  "tax-deductible": m.reports_tax_deductible,
  "predictive-cash-flow": m.reports_predictive_cash_flow,
  "spending-intelligence": m.reports_spending_intelligence,
  "business-insights": m.reports_business_insights,
  "audit-log": m.reports_audit_log,
  summary: m.reports_summary,
  ledger: m.reports_ledger,
};

export function reportLabel(name: ReportName): string {
  return LABELS[name]();
}

type EntryType = Schema["TransactionTypeEnum"];
export const ENTRY_TYPES: readonly EntryType[] = ["expense", "income"];

export interface Question {
  start_date?: string;
  end_date?: string;
  convert_to?: string;
  currency?: string;
  category?: string;
  vendor?: string;
  transaction_type?: EntryType;
  reviewed_only?: boolean;
  interval?: "month" | "quarter" | "year";
  /** Vendors at most, of each currency. */
  limit?: number;
  /** Ahead. */
  months?: number;
  /** Of the history of changes. */
  kind?: EventKind;
}

const TEXTS = ["start_date", "end_date", "convert_to", "currency", "category", "vendor"] as const;
/** Which of a question narrow it to some of the entries, apart from its days. */
export const QUESTION_FILTERS = ["category", "vendor", "currency", "transaction_type"] as const;
/** What one report alone is asked. */
const OPTIONS: Partial<Record<ReportName, keyof Question>> = {
  "income-expense": "interval",
  "vendor-analysis": "limit",
  "predictive-cash-flow": "months",
  "audit-log": "kind",
};

/** Of all there is of it; of one entry it is `typeLabel`. */
export function typeHeading(type: EntryType): string {
  return type === "income" ? m.reports_income() : m.reports_expenses();
}

/** Without what is no such thing: an address may have been typed. */
export function questionOf(search: URLSearchParams): Question {
  const one = <Value extends string>(name: string, values: readonly Value[]) =>
    values.find((value) => value === search.get(name));
  const interval = one("interval", ["month", "quarter", "year"]);
  const transaction_type = one("transaction_type", ENTRY_TYPES);
  const kind = one("kind", EVENT_KINDS);
  const question: Question = {};
  for (const name of TEXTS) {
    const value = search.get(name);
    if (value) question[name] = value;
  }
  for (const name of ["limit", "months"] as const) {
    const value = Number(search.get(name));
    if (Number.isSafeInteger(value) && value > 0) question[name] = value;
  }
  if (search.get("reviewed_only") === "true") question.reviewed_only = true;
  if (transaction_type) question.transaction_type = transaction_type;
  if (interval) question.interval = interval;
  if (kind) question.kind = kind;
  return question;
}

/** What this report takes of it: the API refuses what belongs to another one. */
export function askedOf(report: ReportName, question: Question): Question {
  const own = OPTIONS[report];
  const others = Object.values(OPTIONS).filter((name) => name !== own);
  const kept = Object.entries(question).filter(([name]) => !others.includes(name as never));
  return Object.fromEntries(kept) as Question;
}
