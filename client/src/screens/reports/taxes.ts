/** The tax summary and what is deductible: answers of the API as tables. */

import type { Schema } from "../../api/client";
import { percent } from "../../formats";
import { m } from "../../i18n/generated/messages";
import { isZero, shareOf } from "../../money";
import { typeHeading } from "../../reporting";
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

export function taxSummary(answer: Schema["TaxSummary"], home: string): View {
  const tables = byCurrency([...answer.rows, ...answer.totals], home, (currency) => [
    withConverted(
      taxByRate(answer, currency, "income", typeHeading("income")),
      ofType(answer.rows, "income"),
    ),
    withConverted(
      taxByRate(answer, currency, "expense", typeHeading("expense")),
      ofType(answer.rows, "expense"),
    ),
    taxDue(answer.totals, currency, m.reports_tax_due()),
  ]);
  return { notes: [m.reports_no_advice()], tables };
}

function taxByRate(
  answer: Schema["TaxSummary"],
  currency: string,
  type: Schema["TransactionTypeEnum"],
  label: string,
): ReportTable {
  const shown = ofType(answer.rows, type).filter((row) => row.currency === currency);
  const hasWithheld = shown.some(({ kind }) => kind === "withheld");
  return {
    title: m.reports_titled({ title: m.reports_tax_by_rate(), part: label }),
    currency,
    columns: [
      column(m.reports_tax_kind()),
      column(m.reports_tax_net(), "money"),
      column(m.reports_tax(), "money"),
      column(m.reports_gross(), "money"),
      column(m.reports_reclaimable(), "money"),
      ...(hasWithheld ? [column(m.reports_withheld(), "money")] : []),
      column(m.reports_entries(), "number"),
    ],
    rows: linesOf(ofType(answer.rows, type), currency, (row) => [
      rateOf(row),
      row.net,
      row.tax,
      row.gross,
      row.reclaimable,
      ...(hasWithheld ? [row.withheld] : []),
      row.count || null,
    ]),
    foot: [],
    chart: { columns: [1, 2], kind: "lying bars" },
  };
}

function rateOf({ kind, rate }: Schema["TaxRow"]): string {
  if (kind === "tax_only") return m.reports_tax_kind_tax_only();
  if (kind === "no_tax") return m.reports_tax_kind_no_tax();
  if (kind === "beyond_tax_lines") return m.reports_tax_kind_beyond_tax_lines();
  if (kind === "withheld") return withheldAt(rate);
  return rate === null ? m.reports_tax_kind_rate_open() : percent(shareOf(rate));
}

function withheldAt(rate: string | null): string {
  return rate === null
    ? m.reports_withheld()
    : m.reports_withheld_rate({ rate: percent(shareOf(rate)) });
}

export function taxDue(totals: Schema["TaxTotal"][], currency: string, title: string): ReportTable {
  const hasWithheld = totals
    .filter((row) => row.currency === currency)
    .some((row) => !isZero(row.withheld_on_income) || !isZero(row.withheld_on_expenses));
  return {
    title,
    currency,
    columns: [
      column(m.reports_tax_of_income(), "money"),
      column(m.reports_tax_of_expenses(), "money"),
      column(m.reports_reclaimable(), "money"),
      column(m.reports_due(), "money"),
      ...(hasWithheld
        ? [
            column(m.reports_withheld_of_income(), "money"),
            column(m.reports_withheld_of_expenses(), "money"),
          ]
        : []),
    ],
    rows: linesOf(totals, currency, (row) => [
      row.tax_on_income,
      row.tax_on_expenses,
      row.reclaimable,
      row.due,
      ...(hasWithheld ? [row.withheld_on_income, row.withheld_on_expenses] : []),
    ]),
    foot: [],
    chart: { columns: [0, 2, 3], kind: "lying bars" },
  };
}

export function deductible(answer: Schema["TaxDeductible"], home: string): View {
  const of = (currency: string): ReportTable => ({
    title: m.reports_tax_deductible(),
    currency,
    columns: [
      column(m.reports_category()),
      column(m.reports_total(), "money"),
      column(m.reports_deductible(), "money"),
      column(m.reports_not_deductible(), "money"),
      column(m.ledger_deductible(), "percent"),
      column(m.reports_entries(), "number"),
    ],
    rows: linesOf(answer.rows, currency, (row) => [
      ledgerLink(answer, row.category_display, {
        category: row.category,
        transaction_type: "expense",
        currency,
      }),
      row.total,
      row.deductible,
      row.not_deductible,
      row.deductible_share,
      row.count,
    ]),
    foot: linesOf(answer.totals, currency, (row) => [m.reports_total(), row.total, row.deductible]),
    chart: { columns: [2, 3], kind: "lying bars" },
  });
  const tables = byCurrency(answer.rows, home, (currency) => [
    withConverted(of(currency), answer.rows),
  ]);
  return { notes: [m.reports_no_advice()], tables };
}
