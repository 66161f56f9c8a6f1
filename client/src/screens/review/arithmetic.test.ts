import { expect, test } from "vitest";
import type { Transaction } from "../../entries/form";
import { arithmeticOf } from "./arithmetic";

test("a repair shows the sum that it makes right", () => {
  const repair = { field: "total", from: "12.60", to: "12.50", reason: "" };
  const reason = { code: "x", message: "", fields: [], values: {}, repair };
  const entry = { total: "12.60", subtotal: "10.42", tax: "2.08", items: [] };

  const terms = arithmeticOf(reason, entry as unknown as Transaction);

  const told = terms!.map(({ sign, amount, isNew }) => `${sign}${amount}${isNew ? "!" : ""}`);
  expect(told.join(" ")).toBe("+10.42 +2.08 =12.50!");
});
