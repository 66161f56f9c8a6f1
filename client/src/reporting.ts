/** The reports by name, and the question to one as it stands in the address. */

import type { Schema } from "./api/client";
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

export interface Question {
  start_date?: string;
  end_date?: string;
  convert_to?: string;
  reviewed_only?: boolean;
  interval?: "month" | "quarter" | "year";
}

const INTERVALS = ["month", "quarter", "year"] as const;

/** Without what is no such thing: an address may have been typed. */
export function questionOf(search: URLSearchParams): Question {
  const question: Question = {};
  const interval = INTERVALS.find((name) => name === search.get("interval"));
  for (const name of ["start_date", "end_date", "convert_to"] as const) {
    const value = search.get(name);
    if (value) question[name] = value;
  }
  if (search.get("reviewed_only") === "true") question.reviewed_only = true;
  if (interval) question.interval = interval;
  return question;
}
