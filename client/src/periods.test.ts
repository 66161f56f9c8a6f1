import { expect, test } from "vitest";
import { daysOf, periodChoices, periodKey, usualDays } from "./periods";

const YEAR = {
  name: "2026/27",
  start_date: "2026-04-01",
  end_date: "2027-03-31",
  entries: 3,
  quarters: [{ start_date: "2026-04-01", end_date: "2026-06-30" }],
};

test("a tax year is followed by its quarters, which say their months", () => {
  const [year, quarter] = periodChoices([YEAR], "en-GB");
  expect(year).toEqual({ value: "2026-04-01/2027-03-31", label: "Tax year 2026/27" });
  expect(quarter?.value).toBe("2026-04-01/2026-06-30");
  expect(quarter?.label).toMatch(/^2026\/27, quarter 1: Apr\s–\sJun 2026$/);
});

test("the usual days are those of the report", () => {
  const usual = [{ report: "ledger" as const, start_date: "2026-04-01", end_date: "2027-03-31" }];
  expect(usualDays(usual, "ledger")).toEqual({ start: "2026-04-01", end: "2027-03-31" });
  expect(usualDays(undefined, "ledger")).toEqual({ start: "", end: "" });
});

test("a choice is read back as the days that it was made of", () => {
  const days = { start: "2026-04-01", end: "2026-06-30" };
  expect(daysOf(periodKey(days))).toEqual(days);
  expect(daysOf(periodKey({ start: "2026-04-01", end: "" }))).toEqual({ start: "", end: "" });
});
