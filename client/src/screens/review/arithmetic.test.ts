import { expect, test } from "vitest";
import type { Transaction } from "../../entries/form";
import { arithmeticOf } from "./arithmetic";

test("a repair shows the sum that it makes right", () => {
  const repair = { field: "total", from: "12.60", to: "12.50", reason: "" };
  const reason = { code: "x", message: "", fields: [], values: {}, repair };
  const entry = { total: "12.60", subtotal: "10.42", tax: "2.08", items: [], tax_lines: [] };

  const terms = arithmeticOf(reason, entry as unknown as Transaction);

  const told = terms!.map(({ sign, amount, isNew }) => `${sign}${amount}${isNew ? "!" : ""}`);
  expect(told.join(" ")).toBe("+10.42 +2.08 =12.50!");
});

test("what is rounded and withheld is in the sum", () => {
  const repair = { field: "total", from: "11.50", to: "11.02", reason: "" };
  const reason = { code: "x", message: "", fields: [], values: {}, repair };
  const kept = { kind: "withheld", rate: "15.000", net: "10.00", tax: "1.50" };
  const amounts = { total: "11.50", subtotal: "10.42", tax: "2.08", rounding: "0.02" };
  const entry = { ...amounts, items: [], tax_lines: [kept] };

  const terms = arithmeticOf(reason, entry as unknown as Transaction);

  const told = terms!.map(({ sign, amount }) => sign + amount);
  expect(told.join(" ")).toBe("+10.42 +2.08 +0.02 −1.50 =11.02");
});
