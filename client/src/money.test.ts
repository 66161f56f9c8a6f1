import { describe, expect, test } from "vitest";
import {
  addAmounts,
  compareAmounts,
  decimalsOf,
  editableAmount,
  formatAmount,
  formatMoney,
  percentageOf,
  ofMinorUnits,
  parseAmount,
} from "./money";

describe("an amount is shown", () => {
  test.each([
    ["1234.50", "EUR", "de-DE", "1.234,50\u00a0€"],
    ["1234.5", "GBP", "en-GB", "£1,234.50"],
    ["-3", "JPY", "en-GB", "-JP¥3"],
    ["9007199254740993.01", "USD", "en-US", "$9,007,199,254,740,993.01"],
  ])("%s %s in %s as %s", (amount, currency, locale, shown) => {
    expect(formatMoney(amount, currency, locale)).toBe(shown);
  });

  test("without its currency, and with no decimal lost", () => {
    expect(formatAmount("12.5", "EUR", "en-GB")).toBe("12.50");
    expect(formatAmount("0.125", "EUR", "en-GB")).toBe("0.125");
    expect(formatAmount("1200", "JPY", "en-GB")).toBe("1,200");
  });

  test("in a field, with the decimal sign that is typed", () => {
    expect(editableAmount("1234.50", "de-DE")).toBe("1234,50");
    expect(editableAmount(null, "de-DE")).toBe("");
  });
});

describe("what a person types", () => {
  test.each([
    ["1.234,50", "en-GB", "1234.50"],
    ["1,234.50", "de-DE", "1234.50"],
    ["0,125", "en-GB", "0.125"],
    ["0.125", "de-DE", "0.125"],
    ["1,125", "en-GB", "1125"],
    ["1 234,5", "de-DE", "1234.5"],
    ["1'234.50", "de-CH", "1234.50"],
    ["12,50", "en-GB", "12.50"],
    ["12.50", "de-DE", "12.50"],
    ["1.234", "de-DE", "1234"],
    ["1.234", "en-GB", "1.234"],
    ["1.234.567", "en-GB", "1234567"],
    ["−3", "en-GB", "-3"],
    [",5", "de-DE", "0.5"],
    ["007", "en-GB", "7"],
  ])("%s in %s is %s", (typed, locale, amount) => {
    expect(parseAmount(typed, locale)).toBe(amount);
  });

  test.each(["", "abc", "1,2,3", "1.23.4", "12,50 EUR", "1e5", "1,23.4,5", "."])(
    "%s is no amount",
    (typed) => expect(parseAmount(typed, "en-GB")).toBeNull(),
  );
});

test("amounts are added without rounding", () => {
  expect(addAmounts("0.1", "0.2")).toBe("0.3");
  expect(addAmounts("10", "-10.01")).toBe("-0.01");
  expect(addAmounts()).toBe("0");
});

test("amounts are compared by value, however they are written", () => {
  expect(compareAmounts("1.0", "1.00")).toBe(0);
  expect(compareAmounts("-2", "1")).toBe(-1);
  expect(compareAmounts("10", "9.99")).toBe(1);
});

test("a currency has its own decimals", () => {
  expect(["JPY", "EUR", "BHD"].map(decimalsOf)).toEqual([0, 2, 3]);
});

test("a count of cents is an amount, by the decimals of its currency", () => {
  expect(ofMinorUnits(500, "GBP")).toBe("5.00");
  expect(ofMinorUnits(-5, "EUR")).toBe("-0.05");
  expect(ofMinorUnits(500, "JPY")).toBe("500");
});

test.each([
  ["10.00", "1", "10.00"],
  ["3", "0", "0.00"],
  ["3", "1", "33.33"],
  ["-3", "-2", "66.67"],
  ["3", "-2", "-66.67"],
])("of %s, %s is so many percent", (whole, part, percent) => {
  expect(percentageOf(part, whole)).toBe(percent);
});

test("of nothing nothing is a percentage", () => {
  expect(percentageOf("1", "0.00")).toBe(null);
});
