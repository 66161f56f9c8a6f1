/** Income and expenses, categories, vendors: answers of the API as tables. */

import type { Schema } from "../../api/client";
import { count } from "../../formats";
import { m } from "../../i18n/generated/messages";
import { ENTRY_TYPES, typeHeading } from "../../reporting";
import {
  byCurrency,
  column,
  ledgerLink,
  linesOf,
  ofType,
  withConverted,
  type ReportTable,
  type View,
} from "./table";

type Type = Schema["TransactionTypeEnum"];

export function incomeAndExpenses(answer: Schema["IncomeExpense"], home: string): View {
  const figures = (row: Schema["IntervalRow"]) => [
    row.income,
    row.expenses,
    row.net,
    row.balance,
    row.count,
  ];
  const of = (currency: string): ReportTable => ({
    title: m.reports_income_expense(),
    currency,
    columns: [
      column(m.reports_period(), "period"),
      column(m.reports_income(), "money"),
      column(m.reports_expenses(), "money"),
      column(m.reports_net_result(), "money"),
      column(m.reports_balance(), "money"),
      column(m.reports_entries(), "number"),
    ],
    rows: linesOf(answer.rows, currency, (row) => [
      `${row.start_date}/${row.end_date}`,
      ...figures(row),
    ]),
    foot: linesOf(answer.totals, currency, (row) => [m.reports_total(), ...figures(row)]),
    chart: { columns: [1, 2], kind: "bars" },
  });
  const tables = byCurrency(answer.rows, home, (currency) => [
    withConverted(of(currency), answer.rows),
  ]);
  return { notes: [], tables };
}

export function categories(answer: Schema["CategoryBreakdown"], home: string): View {
  const of = (type: Type, currency: string): ReportTable => ({
    title: typeHeading(type),
    currency,
    columns: [
      column(m.reports_category()),
      column(m.reports_total(), "money"),
      column(m.reports_share(), "percent"),
      column(m.reports_entries(), "number"),
      column(m.reports_average(), "money"),
      column(m.reports_before(), "money"),
      column(m.reports_change(), "percent"),
    ],
    rows: linesOf(ofType(answer.rows, type), currency, (row) => [
      ledgerLink(answer, row.category_display, {
        category: row.category,
        transaction_type: type,
        currency,
      }),
      row.total,
      row.share,
      row.count,
      row.average,
      row.previous_total,
      row.change,
    ]),
    foot: linesOf(ofType(answer.totals, type), currency, (row) => [m.reports_total(), row.total]),
    chart: { columns: [1], kind: "lying bars" },
  });
  const tables = byCurrency(answer.rows, home, (currency) =>
    ENTRY_TYPES.map((type) => withConverted(of(type, currency), ofType(answer.rows, type))),
  );
  return { notes: [], tables };
}

export function vendors(answer: Schema["VendorAnalysis"], home: string): View {
  const of = (type: Type, currency: string): ReportTable => ({
    title: typeHeading(type),
    currency,
    columns: [
      column(m.reports_vendor()),
      column(m.reports_total(), "money"),
      column(m.reports_share(), "percent"),
      column(m.reports_entries(), "number"),
      column(m.reports_average(), "money"),
      column(m.reports_first_day(), "day"),
      column(m.reports_last_day(), "day"),
      column(m.reports_per_month(), "number"),
    ],
    rows: linesOf(ofType(answer.rows, type), currency, (row) => [
      row.vendor
        ? ledgerLink(answer, row.vendor, {
            vendor_exact: row.vendor,
            transaction_type: type,
            currency,
          })
        : m.reports_no_vendor(),
      row.total,
      row.share,
      row.count,
      row.average,
      row.first_date,
      row.last_date,
      row.per_month,
    ]),
    foot: ofType(answer.totals, type)
      .filter((row) => row.currency === currency)
      .flatMap(vendorTotals),
    chart: { columns: [1], kind: "lying bars" },
  });
  const tables = byCurrency(answer.rows, home, (currency) =>
    ENTRY_TYPES.map((type) => withConverted(of(type, currency), ofType(answer.rows, type))),
  );
  return { notes: [], tables };
}

function vendorTotals(row: Schema["VendorTotal"]): ReportTable["foot"] {
  const more = row.vendors - row.shown;
  return [
    ...(more ? [[m.reports_not_shown({ count: count(more) }), row.not_shown_total]] : []),
    [m.reports_total(), row.total, null, row.count],
  ];
}
