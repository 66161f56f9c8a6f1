import { expect, test } from "vitest";
import { arithmeticOf } from "./arithmetic";
import { reasonsByPart, placesToCheck, suggestionOf, type Reason } from "./doubts";
import { formOf, type Form, type Transaction } from "./entry";
import { fitted, offsetOf, uprightTurn } from "./geometry";
import { itemSum, split, taxSum } from "./sums";

function form(changes: Partial<Form>): Form {
  return { ...formOf(null, "en", "GBP"), ...changes };
}
function items(...amounts: string[]): Form["items"] {
  return amounts.map((amount) => ({
    description: "",
    quantity: "",
    unit_price: "",
    amount,
    category: "",
  }));
}
function reason(changes: Partial<Reason>): Reason {
  return { code: "x", message: "", fields: [], values: {}, repair: null, ...changes };
}

test("items are compared with the nearest of what they may come to", () => {
  const right = form({ total: "12.50", tax: "2.08", items: items("5.42", "5.00") });
  const short = form({ total: "12.50", items: items("7.50", "4") });

  expect(itemSum(right, "en")).toEqual({ added: "10.42", wanted: "10.42", missing: "0.00" });
  expect(itemSum(short, "en")).toEqual({ added: "11.50", wanted: "12.50", missing: "1.00" });
  expect(itemSum(form({ items: items("7.50", "") }), "en")).toBe(null);
});

test("taxes are compared with the tax", () => {
  const lines = [{ rate: "20", net: "", tax: "2.00" }];

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

test("a repair shows the sum that it makes right", () => {
  const repair = { field: "total", from: "12.60", to: "12.50", reason: "" };
  const entry = { total: "12.60", subtotal: "10.42", tax: "2.08", items: [] };

  const terms = arithmeticOf(reason({ repair }), entry as unknown as Transaction);

  const told = terms!.map(({ sign, amount, isNew }) => `${sign}${amount}${isNew ? "!" : ""}`);
  expect(told.join(" ")).toBe("+10.42 +2.08 =12.50!");
});

test("reasons stand at the field that a repair would change, duplicates elsewhere", () => {
  const repair = { field: "items[1].amount", from: "5", to: "6", reason: "" };
  const reasons = [
    reason({ code: "items_mismatch", fields: ["items", "total"], repair }),
    reason({ code: "unsure_vendor", fields: ["vendor"] }),
    reason({ code: "possible_duplicate" }),
    reason({ code: "read_by_fallback" }),
  ];

  expect(placesToCheck(reasons)).toEqual(["vendor", "items[1].amount"]);
  expect(reasonsByPart(reasons).rest.map(({ code }) => code)).toEqual(["read_by_fallback"]);
  expect(suggestionOf("items", [reasons[0]!], undefined)).toMatchObject({
    name: "items[1].amount",
    value: "6",
    from: "repair",
  });
});

test("a turned page fits its frame, and its places are found", () => {
  const size = fitted({ width: 400, height: 400 }, { width: 200, height: 100 }, 1);

  expect(size).toEqual({ width: 400, height: 200 });
  const spot = { left: 0.75, right: 0.75, top: 0.5, bottom: 0.5 };
  expect(offsetOf(spot, size, 0)).toEqual({ x: 100, y: 0 });
  expect(offsetOf(spot, size, 1).y).toBe(100);
  expect(offsetOf(spot, size, 2).x).toBe(-100);
  expect(offsetOf(spot, size, 3).y).toBe(-100);
});

test("a page on which the lines stand is turned so that they can be read", () => {
  const page = { width: 300, height: 400 };
  const standing = [0.1, 0.3, 0.6].map((left) => ({
    left,
    right: left + 0.05,
    top: 0.2,
    bottom: 0.7,
  }));
  const lying = { left: 0.1, right: 0.9, top: 0.1, bottom: 0.13 };

  expect(uprightTurn(standing, page)).toBe(1);
  expect(uprightTurn(standing.toReversed(), page)).toBe(3);
  expect(uprightTurn([lying, lying], page)).toBe(0);
  expect(uprightTurn([], page)).toBe(0);
});
