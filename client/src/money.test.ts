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
  parsePercent,
  readAmount,
} from "./money";

describe("an amount is shown", () => {
  test.each([
    ["1234.50", "EUR", "de-DE", "1.234,50\u00a0€"],
    ["1234.5", "GBP", "en-GB", "£1,234.50"],
    ["-3", "JPY", "en-GB", "-JP¥3"],
    ["0.125", "GBP", "en-GB", "£0.125"],
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
    ["14,40-", "de-DE", "-14.40"],
    ["14.40 –", "en-GB", "-14.40"],
    ["(14.40)", "en-GB", "-14.40"],
    ["12,-", "de-DE", "12"],
    ["12.—", "de-CH", "12"],
    ["1,25,080.00", "en-IN", "125080.00"],
    ["1,00,00,000", "en-GB", "10000000"],
    ["1’234.50", "en-GB", "1234.50"],
    ["12,", "de-DE", "12"],
  ])("%s in %s is %s", (typed, locale, amount) => {
    expect(parseAmount(typed, locale)).toBe(amount);
  });

  test.each([
    ...["", "abc", "1,2,3", "1.23.4", "12,50 EUR", "1e5", "1,23.4,5", "."],
    ...["-5-", "(5", "-(5)", "12 50", "1,25.080", "5 kg", "+-5", "1,25,08"],
  ])("%s is no amount", (typed) => expect(parseAmount(typed, "en-GB")).toBeNull());

  test.each([
    ["£12.50", "GBP", "12.50"],
    ["-£14.40", "GBP", "-14.40"],
    ["£-14.40", "GBP", "-14.40"],
    ["(£14.40)", "GBP", "-14.40"],
    ["12.50 GBP", "GBP", "12.50"],
    ["gbp 12.50", "GBP", "12.50"],
    ["US$ 12.50", "USD", "12.50"],
    ["$12.50", "CAD", "12.50"],
    ["C$ 12.50", "CAD", "12.50"],
    ["S$ 12.50", "SGD", "12.50"],
    ["A$12.50", "AUD", "12.50"],
    ["NZ$12.50", "NZD", "12.50"],
    ["HK$12.50", "HKD", "12.50"],
    ["Fr. 12.50", "CHF", "12.50"],
    ["Fr.12.50", "CHF", "12.50"],
    ["12 euros", "EUR", "12"],
    ["€ .50", "EUR", "0.50"],
    ["￥1,200", "JPY", "1200"],
  ])("%s in %s is %s", (typed, currency, amount) => {
    expect(readAmount(typed, "en-GB", currency)).toEqual({ amount, fault: null });
  });

  test.each([
    ["$12.50", "GBP", "$"],
    ["12.50 USD", "GBP", "USD"],
    ["US$12.50", "CAD", "US$"],
    ["C$12.50", "AUD", "C$"],
    ["€12.50", "", "€"],
  ])("%s in %s is of another currency", (typed, currency, sign) => {
    const fault = { kind: "currency", sign };
    expect(readAmount(typed, "en-GB", currency)).toEqual({ amount: null, fault });
  });

  test.each([
    ["1.234", "en-GB", "EUR", "1234", "1.23"],
    ["-12.505", "en-GB", "EUR", "-12505", "-12.51"],
    ["1,234", "de-DE", "EUR", "1234", "1.23"],
    ["0.125", "en-GB", "EUR", null, "0.13"],
    ["1,234.567", "en-GB", "EUR", null, "1234.57"],
    ["12.50", "en-GB", "JPY", null, "13"],
    ["1.2345", "en-GB", "KWD", null, "1.235"],
  ])("%s in %s has more decimals than %s", (typed, locale, currency, whole, rounded) => {
    const fault = { kind: "decimals", whole, rounded };
    expect(readAmount(typed, locale, currency)).toMatchObject({ fault });
  });

  test.each([
    ["1.234", "en-GB", "KWD", "1.234"],
    ["1,234", "en-GB", "KWD", "1234"],
    ["1,234", "en-GB", "EUR", "1234"],
    ["1.234", "en-GB", "JPY", "1234"],
    ["1.234", "de-DE", "EUR", "1234"],
  ])("%s in %s of %s is %s", (typed, locale, currency, amount) => {
    expect(readAmount(typed, locale, currency)).toEqual({ amount, fault: null });
  });

  test("a price of a unit has as many decimals as it needs", () => {
    const price = (typed: string, currency: string) =>
      readAmount(typed, "en-GB", currency, Infinity).amount;
    expect([price("€1.459", "EUR"), price("1.335", "JPY")]).toEqual(["1.459", "1.335"]);
  });

  test("a percentage may say so", () => {
    expect(["19 %", "7,5%", "19"].map((typed) => parsePercent(typed, "de"))).toEqual([
      "19",
      "7.5",
      "19",
    ]);
    expect(parsePercent("%", "de")).toBeNull();
  });

  test.each([
    ["8.875", "de"],
    ["8,875 %", "en-GB"],
    ["8.875%", "en-GB"],
    ["８，８７５％", "en-GB"],
  ])("a percentage has no thousands: %s in %s", (typed, locale) => {
    expect(parsePercent(typed, locale)).toBe("8.875");
  });
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
