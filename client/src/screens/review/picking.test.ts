import { expect, test } from "vitest";
import { amountIn, currencyIn, dayIn, numberIn, picked } from "./picking";

test.each([
  ["TOTAL £12.50", "en", "12.50"],
  ["Summe EUR 1.234,50", "de", "1234.50"],
  ["2 x Flat white 7.50", "en", "7.50"],
  ["VAT 20% 2.08", "en", "2.08"],
  ["7 Positionen", "de", "7"],
  ["Rabatt -0,50", "de", "-0.50"],
  ["thank you", "en", null],
])("the amount of “%s”", (text, locale, amount) => {
  expect(amountIn(text, locale)).toBe(amount);
});

test.each([
  ["Date 03/04/2026 12:41", "dmy", "2026-04-03"],
  ["Date 03/04/2026 12:41", "mdy", "2026-03-04"],
  ["25.12.26", "mdy", "2026-12-25"],
  ["2026-04-03", "dmy", "2026-04-03"],
  ["3. März 2026", "dmy", "2026-03-03"],
  ["Apr 3, 2026", "mdy", "2026-04-03"],
  ["99/99/2026", "dmy", null],
  ["TOTAL 12.50", "dmy", null],
] as const)("the day of “%s” by %s", (text, order, day) => {
  expect(dayIn(text, order)).toBe(day);
});

test("numbers stand behind their word, currencies are signs or codes", () => {
  expect(numberIn("Receipt No: RE-2024/17")).toBe("RE-2024/17");
  expect(currencyIn("TOTAL £12.50")).toBe("GBP");
  expect(currencyIn("Summe CHF 4.50")).toBe("CHF");
  expect(currencyIn("12.50")).toBe(null);
});

test("what a field takes of a line", () => {
  const how = { locale: "en", order: "dmy" } as const;
  expect(picked("unit_price", "Scone 5.00", how)).toBe("5.00");
  expect(picked("vendor", " CORNER CAFE ", how)).toBe("CORNER CAFE");
  expect(picked("category", "meals", how)).toBe(null);
});
