import { expect, test } from "vitest";
import { formOf, type TypedEntry } from "./form";
import { itemSum, productOf, split, taxSum } from "./sums";

function form(changes: Partial<TypedEntry>): TypedEntry {
  return { ...formOf(null, "en", "GBP"), ...changes };
}
function items(...amounts: string[]): TypedEntry["items"] {
  return amounts.map((amount) => ({
    description: "",
    quantity: "",
    unit_price: "",
    amount,
    category: "",
  }));
}
test("items are compared with the nearest of what they may come to", () => {
  const right = form({ total: "12.50", tax: "2.08", items: items("5.42", "5.00") });
  const short = form({ total: "12.50", items: items("7.50", "4") });

  expect(itemSum(right, "en")).toEqual({ added: "10.42", wanted: "10.42", missing: "0.00" });
  expect(itemSum(short, "en")).toEqual({ added: "11.50", wanted: "12.50", missing: "1.00" });
  expect(itemSum(form({ items: items("7.50", "") }), "en")).toBe(null);
});

test("items come to the total without its rounding and before what is withheld", () => {
  const kept = { kind: "withheld", rate: "15", net: "", tax: "1.50" };
  const typed = form({ total: "8.55", rounding: "0.05", items: items("10"), tax_lines: [kept] });

  expect(itemSum(typed, "en")?.missing).toBe("0.00");
});

test("taxes are compared with the tax", () => {
  const vat = { kind: "charged", rate: "20", net: "", tax: "2.00" };
  const withheld = { kind: "withheld", rate: "15", net: "", tax: "1.50" };
  const lines = [vat, withheld];

  expect(taxSum(form({ tax: "1.50", tax_lines: lines }), "en")?.missing).toBe("-0.50");
});

test("a split gives what has no category of its own to the entry's", () => {
  const [scone, lamp] = items("5.00", "20.00");
  const parted = form({ category: "meals", items: [scone!, { ...lamp!, category: "office" }] });

  expect(split(parted, "en")).toEqual([
    { category: "meals", amount: "5.00" },
    { category: "office", amount: "20.00" },
  ]);
});

test("quantity times unit price is the amount, until a person has set another one", () => {
  const [item] = items("");
  const tea = { ...item!, quantity: "3", unit_price: "1,335" };

  expect(productOf(tea, { quantity: "" }, "EUR", "de")).toBe("4,01");
  expect(productOf({ ...tea, amount: "2,67" }, { quantity: "2" }, "EUR", "de")).toBe("4,01");
  expect(productOf({ ...tea, amount: "4,50" }, { quantity: "2" }, "EUR", "de")).toBe(null);
  expect(productOf({ ...tea, unit_price: "" }, { unit_price: "" }, "EUR", "de")).toBe(null);
  expect(productOf({ ...tea, quantity: "-1" }, {}, "JPY", "de")).toBe("-1");
});
