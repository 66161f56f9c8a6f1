/** The reports of this screen in their order: how each is asked for, and shown. */

import { api, data, type Schema } from "../../api/client";
import { period } from "../../formats";
import { m } from "../../i18n/generated/messages";
import type { Question, ReportName } from "../../reporting";
import { forecast, insights, spending } from "./insights";
import { categories, incomeAndExpenses, vendors } from "./sums";
import type { View } from "./table";
import { deductible, taxSummary } from "./taxes";

/** Every answer begins so. */
export type Answer = Pick<Schema["IncomeExpense"], "start_date" | "end_date" | "coverage">;
export interface Shown {
  answer: Answer;
  view: View;
}
type Ask = (question: Question, home: string) => Promise<Shown>;

function shownBy<Some extends Answer>(
  ask: (query: Question) => Promise<Some>,
  show: (answer: Some, home: string) => View,
): Ask {
  return async (question, home) => {
    const answer = await ask(question);
    return { answer, view: show(answer, home) };
  };
}

function categoriesAgainstBefore(answer: Schema["CategoryBreakdown"], home: string): View {
  const { start_date, end_date } = answer.previous_period;
  const note = m.reports_before_was({ period: period(start_date, end_date) });
  return { ...categories(answer, home), notes: [note] };
}

export const REPORTS: Partial<Record<ReportName, Ask>> = {
  "income-expense": shownBy(
    (query) => data(api.GET("/api/v1/reports/income-expense/", { params: { query } })),
    incomeAndExpenses,
  ),
  "category-breakdown": shownBy(
    (query) => data(api.GET("/api/v1/reports/category-breakdown/", { params: { query } })),
    categoriesAgainstBefore,
  ),
  "vendor-analysis": shownBy(
    (query) => data(api.GET("/api/v1/reports/vendor-analysis/", { params: { query } })),
    vendors,
  ),
  "tax-summary": shownBy(
    (query) => data(api.GET("/api/v1/reports/tax-summary/", { params: { query } })),
    taxSummary,
  ),
  "tax-deductible": shownBy(
    (query) => data(api.GET("/api/v1/reports/tax-deductible/", { params: { query } })),
    deductible,
  ),
  "predictive-cash-flow": shownBy(
    (query) => data(api.GET("/api/v1/reports/predictive-cash-flow/", { params: { query } })),
    forecast,
  ),
  "spending-intelligence": shownBy(
    (query) => data(api.GET("/api/v1/reports/spending-intelligence/", { params: { query } })),
    spending,
  ),
  "business-insights": shownBy(
    (query) => data(api.GET("/api/v1/reports/business-insights/", { params: { query } })),
    insights,
  ),
};
/** The last one is a list of events, not of figures. */
export const NAMES = [...Object.keys(REPORTS), "audit-log"] as ReportName[];
