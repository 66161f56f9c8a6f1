/** The forecast, what stands out, and the period in sentences: answers of the API as tables. */

import type { Schema } from "../../api/client";
import { count, money, percent } from "../../formats";
import { shareOf } from "../../money";
import { m } from "../../i18n/generated/messages";
import { href } from "../../routing";
import { monthText } from "./cells";
import {
  byCurrency,
  column,
  currenciesOf,
  ledgerLink,
  linesOf,
  withConverted,
  type Cell,
  type ReportTable,
  type View,
} from "./table";
import { taxDue } from "./taxes";

const MONTHS = () => [
  column(m.reports_month(), "month"),
  column(m.reports_income(), "money"),
  column(m.reports_expenses(), "money"),
  column(m.reports_net_result(), "money"),
];

export function forecast(answer: Schema["CashFlow"], home: string): View {
  const tooShort = answer.currencies.filter((of) => !of.enough_history);
  const tables = byCurrency(answer.currencies, home, (currency) =>
    answer.currencies.filter((of) => of.currency === currency).flatMap(cashFlow),
  );
  return {
    notes: [
      ...(tooShort.length < answer.currencies.length ? [m.reports_forecast_range()] : []),
      ...tooShort.map(({ currency, months_of_history }) =>
        m.reports_forecast_too_short({
          currency,
          needed: count(answer.months_needed),
          there: count(months_of_history),
        }),
      ),
    ],
    tables,
  };
}

function cashFlow({ currency, forecast, history }: Schema["CashCurrency"]): ReportTable[] {
  const past: ReportTable = {
    title: m.reports_history(),
    currency,
    columns: MONTHS(),
    rows: history.map((of) => [of.month, of.income, of.expenses, of.net]),
    foot: [],
    chart: { columns: [1, 2], kind: "bars" },
  };
  const net = [column(m.reports_low(), "money"), column(m.reports_high(), "money")];
  return [
    {
      title: m.reports_forecast(),
      currency,
      columns: [...MONTHS(), ...net],
      rows: forecast.map((of) => [of.month, of.income, of.expenses, of.net, of.low, of.high]),
      foot: [],
      chart: { columns: [3, 4, 5], kind: "lines" },
    },
    withConverted(past, history),
  ];
}

const RHYTHMS: Record<Schema["Recurring"]["rhythm"], () => string> = {
  weekly: m.reports_rhythm_weekly,
  fortnightly: m.reports_rhythm_fortnightly,
  monthly: m.reports_rhythm_monthly,
  quarterly: m.reports_rhythm_quarterly,
  yearly: m.reports_rhythm_yearly,
};

export function spending(answer: Schema["Spending"], home: string): View {
  const { unusual, recurring, rising, duplicates } = answer;
  const all = [...unusual, ...recurring, ...rising, ...duplicates];
  const tables = byCurrency(all, home, (currency) => [
    withConverted(
      {
        title: m.reports_rising(),
        currency,
        columns: [
          column(m.reports_category()),
          column(m.reports_three_before(), "money"),
          column(m.reports_three_months(), "money"),
          column(m.reports_change(), "percent"),
        ],
        rows: linesOf(rising, currency, (row) => [
          row.category_display,
          row.previous_total,
          row.recent_total,
          row.change,
        ]),
        foot: [],
        chart: { columns: [1, 2], kind: "lying bars" },
      },
      rising,
    ),
    {
      title: m.reports_recurring(),
      currency,
      columns: [
        column(m.reports_vendor()),
        column(m.reports_average(), "money"),
        column(m.reports_rhythm()),
        column(m.reports_payments(), "number"),
        column(m.reports_last_day(), "day"),
        column(m.reports_next(), "day"),
      ],
      rows: linesOf(recurring, currency, (row) => [
        row.vendor,
        row.average,
        RHYTHMS[row.rhythm](),
        row.count,
        row.last_date,
        row.next_expected,
      ]),
      foot: [],
      chart: { columns: [1], kind: "lying bars" },
    },
    {
      title: m.reports_unusual(),
      currency,
      columns: [
        column(m.reports_vendor()),
        column(m.reports_date(), "day"),
        column(m.reports_usual(), "money"),
        column(m.reports_amount(), "money"),
      ],
      rows: linesOf(unusual, currency, (row) => [
        { text: row.vendor, href: href("ledger-entry", { id: row.transaction }) },
        row.date,
        row.usual,
        row.amount,
      ]),
      foot: [],
      chart: { columns: [2, 3], kind: "lying bars" },
    },
    {
      title: m.reports_duplicates(),
      currency,
      columns: [
        column(m.reports_vendor()),
        column(m.reports_date(), "day"),
        column(m.reports_amount(), "money"),
        column(m.reports_receipt()),
        column(m.reports_other_receipt()),
      ],
      rows: linesOf(duplicates, currency, (row) => [
        row.vendor,
        row.date,
        row.total,
        receipt(row.receipt),
        receipt(row.other),
      ]),
      foot: [],
      chart: { columns: [2], kind: "lying bars" },
    },
  ]);
  return { notes: [], tables };
}

export function insights(answer: Schema["BusinessInsights"], home: string): View {
  const { best_months, worst_months, largest_vendors, tax_set_aside } = answer;
  const all = [...best_months, ...worst_months, ...largest_vendors, ...tax_set_aside];
  const month = (word: string) => (row: Schema["CashMonth"]) => [
    row.month,
    row.income,
    row.expenses,
    row.net,
    word,
  ];
  const tables = byCurrency(all, home, (currency) => [
    withConverted(
      {
        title: m.reports_best_worst(),
        currency,
        columns: [...MONTHS(), column(m.reports_rank())],
        rows: [
          ...linesOf(best_months, currency, month(m.reports_best())),
          ...linesOf(worst_months, currency, month(m.reports_worst())),
        ],
        foot: [],
        chart: { columns: [1, 2, 3], kind: "bars" },
      },
      [...best_months, ...worst_months],
    ),
    withConverted(
      {
        title: m.reports_largest_vendors(),
        currency,
        columns: [
          column(m.reports_vendor()),
          column(m.reports_total(), "money"),
          column(m.reports_share(), "percent"),
          column(m.reports_entries(), "number"),
        ],
        rows: linesOf(largest_vendors, currency, (row) => [
          ledgerLink(answer, row.vendor, {
            vendor_exact: row.vendor,
            transaction_type: "expense",
            currency,
          }),
          row.total,
          row.share,
          row.count,
        ]),
        foot: [],
        chart: { columns: [1], kind: "lying bars" },
      },
      largest_vendors,
    ),
    taxDue(tax_set_aside, currency, m.reports_set_aside()),
  ]);
  const sayings = currenciesOf(all, home).flatMap((currency) =>
    answer.insights.filter(({ figures }) => figures.currency === currency),
  );
  return { notes: sayings.map(sentence), tables };
}

/** With amounts as they are written here; one that is newer than this page in the API's words. */
function sentence({ code, text, figures }: Schema["Insight"]): string {
  const { currency, month, vendor = "", share } = figures;
  const amount = (name: string) => money(figures[name], currency);
  if (code === "best_month" && month) {
    return m.reports_insight_best_month({ month: monthText(month), net: amount("net") });
  }
  if (code === "worst_month" && month) {
    return m.reports_insight_worst_month({ month: monthText(month), net: amount("net") });
  }
  if (code === "vendor_concentration" && share) {
    return m.reports_insight_vendor({
      vendor,
      share: percent(shareOf(share)),
      total: amount("total"),
    });
  }
  if (code !== "set_tax_aside") return text;
  return m.reports_insight_tax({
    due: amount("due"),
    tax: amount("tax_on_income"),
    reclaimable: amount("reclaimable"),
  });
}

function receipt(id: number): Cell {
  return { text: m.reports_number({ id }), href: href("review-receipt", { id }) };
}
