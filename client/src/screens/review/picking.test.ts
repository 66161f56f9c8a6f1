import { expect, test } from "vitest";
import { picked, printedValue, type Printed } from "./picking";

function line(text: string, told: Partial<Printed> = {}): Printed {
  return { text, amounts: [], dates: [], currency: null, ...told };
}

test.each([
  ["TOTAL -£14.40", ["-14.40"], "-14.40"],
  ["2 x Flat white 7.50", ["2", "7.50"], "7.50"],
  ["7 Positionen", ["7"], "7"],
  ["1.234", ["1234", "1.234"], "1234"],
  ["1.250 KWD", ["1.250", "1250"], "1.250"],
  ["7.50 3.00 7.50", ["7.50", "3.00", "7.50"], "7.50"],
  ["thank you", [], null],
])("the amount of “%s”", (text, amounts, taken) => {
  expect(picked("total", line(text, { amounts }))).toBe(taken);
});

test("of a row the number, the price of one and the price of all are told apart", () => {
  const row = line("2 x 3.75 7.50", { amounts: ["2", "3.75", "7.50"] });

  const taken = ["quantity", "unit_price", "amount"].map((field) => picked(field, row));

  expect(taken).toEqual(["2", "3.75", "7.50"]);
});

test("days and currencies are those that the server has read", () => {
  const dated = line("03.04.2026", { dates: ["2026-04-03", "2026-03-04"] });

  expect(picked("purchased_on", dated)).toBe("2026-04-03");
  expect(picked("purchased_on", line("TOTAL 12.50"))).toBeNull();
  expect(picked("currency", line("£12.50", { currency: "GBP" }))).toBe("GBP");
  expect(picked("currency", line("VAT 20% 2.08"))).toBeNull();
});

test("rates, numbers and names are taken from the text", () => {
  expect(picked("rate", line("MwSt 7,5 % 2.08", { amounts: ["2.08"] }))).toBe("7.5");
  expect(picked("rate", line("Scone 5.00", { amounts: ["5.00"] }))).toBeNull();
  expect(picked("receipt_number", line("Receipt No: RE-2024/17"))).toBe("RE-2024/17");
  expect(picked("vendor", line(" CORNER CAFE "))).toBe("CORNER CAFE");
  expect(picked("category", line("meals"))).toBeNull();
});

test("the place of a value gives the value, whatever its text says", () => {
  const total = printedValue("total", "-14.40", "14,40-");

  expect(picked("subtotal", total)).toBe("-14.40");
  expect(picked("purchased_on", total)).toBeNull();
  expect(picked("purchased_on", printedValue("purchased_on", "2026-04-03", "3.4."))).toBe(
    "2026-04-03",
  );
  expect(picked("tax", printedValue("tax", null, "?"))).toBeNull();
});
