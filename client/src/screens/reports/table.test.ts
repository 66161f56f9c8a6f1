import { expect, test } from "vitest";
import { incomeAndExpenses } from "./sums";
import {
  column,
  currenciesOf,
  drawnRows,
  ledgerLink,
  withConverted,
  type ReportTable,
} from "./table";

const ASKED = { start_date: "2026-01-01", end_date: "2026-12-31", filters: {} };

test("the account's currency comes first, the others by their codes", () => {
  const rows = ["USD", "CHF", "EUR", "USD"].map((currency) => ({ currency }));
  expect(currenciesOf(rows, "EUR")).toEqual(["EUR", "CHF", "USD"]);
  expect(currenciesOf(rows, "GBP")).toEqual(["CHF", "EUR", "USD"]);
});

test("each currency has a table of its own, with the figures as the API has them", () => {
  const row = (currency: string, income: string) => ({
    start_date: "2026-01-01",
    end_date: "2026-01-31",
    currency,
    income,
    expenses: "0.00",
    net: income,
    balance: income,
    count: 1,
    converted: [],
  });
  const rows = [row("CHF", "0.10"), row("EUR", "12345678901234567.89")];
  const coverage = { counted: 2, doubtful: [], left_out: [] };
  const answer = { ...ASKED, coverage, interval: "month" as const, rows, totals: rows };

  const { tables } = incomeAndExpenses(answer, "EUR");

  expect(tables.map((table) => table.currency)).toEqual(["EUR", "CHF"]);
  expect(tables[0]?.rows[0]?.slice(0, 2)).toEqual([
    "2026-01-01/2026-01-31",
    "12345678901234567.89",
  ]);
  expect(tables[0]?.foot[0]?.[1]).toBe("12345678901234567.89");
});

test("what was converted has a column where there is any", () => {
  const table: ReportTable = {
    title: "",
    currency: "GBP",
    columns: [column("Total", "money")],
    rows: [["1.00"], ["2.00"]],
    foot: [],
  };
  const row = (currency: string, converted: { currency: string; amount: string }[]) => ({
    currency,
    converted,
  });
  const euros = [{ currency: "EUR", amount: "1.20" }];
  const rows = [row("USD", euros), row("GBP", []), row("GBP", euros)];
  expect(withConverted(table, rows).rows).toEqual([
    ["1.00", []],
    ["2.00", euros],
  ]);
  expect(withConverted(table, rows.slice(0, 2))).toBe(table);
});

test("a long list is drawn by its first rows, months are drawn all", () => {
  const rows = Array.from({ length: 36 }, (_, at) => [String(at), "1.00"]);
  const table: ReportTable = { title: "", currency: "EUR", columns: [], rows, foot: [] };
  const kinds = (["bars", "lying bars"] as const).map((kind) => ({
    ...table,
    chart: { columns: [1], kind },
  }));
  expect(kinds.map((each) => drawnRows(each).length)).toEqual([36, 12]);
});

test("a row leads to its entries, unless the ledger has no filter for what was asked", () => {
  const filters = { category: "travel", currency: "GBP" };
  const days = "start_date=2026-01-01&end_date=2026-12-31";
  expect(ledgerLink(ASKED, "Travel", filters)).toEqual({
    text: "Travel",
    href: `/ledger?${days}&category=travel&currency=GBP`,
  });
  const converted = { ...ASKED, filters: { convert_to: "EUR" } };
  expect(ledgerLink(converted, "Travel", filters)).toMatchObject({
    href: `/ledger?${days}&category=travel`,
  });
  const narrowed = { ...ASKED, filters: { vendor: "Grand", convert_to: "EUR" } };
  expect(ledgerLink(narrowed, "Travel", filters)).toMatchObject({
    href: `/ledger?${days}&vendor=Grand&category=travel`,
  });
  expect(ledgerLink({ ...ASKED, filters: { reviewed_only: "true" } }, "Travel", filters)).toBe(
    "Travel",
  );
});
