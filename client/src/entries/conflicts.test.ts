import { expect, test } from "vitest";
import { conflicts, rebased, settled, takenUp } from "./conflicts";
import { EMPTY_ITEM, formOf, type Transaction, type TypedEntry } from "./form";

const ENTRY = {
  vendor: "Corner Cafe",
  total: "12.50",
  tip: "1.00",
  currency: "GBP",
  category: "meals",
  transaction_type: "expense",
  deductible_share: "0.500",
  items: [{ description: "Scone", quantity: null, unit_price: null, amount: "5.00" }],
} as unknown as Transaction;
const before = formOf(ENTRY, "de", "EUR");

function typed(changes: Partial<TypedEntry>): TypedEntry {
  return { ...structuredClone(before), ...changes };
}

const theirs = typed({ vendor: "Corner Café", total: "13,00" });

test("what only they have changed is no conflict, and comes along", () => {
  const mine = typed({ notes: "lunch" });

  expect(conflicts(mine, before, theirs, "de")).toEqual([]);
  expect(rebased(mine, before, theirs, "de")).toMatchObject({ notes: "lunch", total: "13,00" });
});

test("a row that is about to be typed stays until somebody else has set something there", () => {
  const items = [...before.items, { ...EMPTY_ITEM }];
  expect(rebased(typed({ items }), before, before, "de").items).toEqual(items);
  const theirs = typed({ items: [{ ...before.items[0]!, description: "Tea" }] });
  expect(rebased(typed({ items }), before, theirs, "de").items).toEqual(theirs.items);
});

test("what both have changed is one, unless they agree", () => {
  const mine = typed({ vendor: "Corner Café", total: "12,40" });

  expect(conflicts(mine, before, theirs, "de")).toEqual([
    { name: "total", lead: "total", mine: "12,40", theirs: "13,00" },
  ]);
});

test("the same amount, written otherwise, is none", () => {
  expect(conflicts(typed({ total: "13" }), before, theirs, "de")).toEqual([]);
});

test("what was typed and left is taken up on what they made of it, and asked about", () => {
  const draft = { form: typed({ total: "12,40", notes: "lunch" }), before };

  expect(takenUp(draft, typed({ vendor: "Corner Café" }), "de")).toMatchObject({
    form: { vendor: "Corner Café", total: "12,40", notes: "lunch" },
    before: { vendor: "Corner Café", total: "12,50" },
    differences: [],
  });
  // Whoever leaves before it is answered is asked again.
  expect(takenUp(draft, theirs, "de")).toEqual({
    ...draft,
    differences: [{ name: "total", lead: "total", mine: "12,40", theirs: "13,00" }],
  });
});

test("an amount is chosen with its currency, whichever of them somebody else has set", () => {
  const theirs = typed({ currency: "EUR", tip: "2,00" });
  const mine = typed({ total: "12,40" });
  const differences = conflicts(mine, before, theirs, "de");
  expect(differences.map(({ name, lead }) => [name, lead])).toEqual([
    ["currency", "currency"],
    ["total", "currency"],
    ["tip", "currency"],
  ]);
  const chosen = (...keeps: string[]) =>
    settled({ form: mine, before }, theirs, { differences, keeps: new Set(keeps) }, "de");
  expect(chosen("currency")).toMatchObject({ currency: "GBP", total: "12,40", tip: "1,00" });
  expect(chosen()).toMatchObject({ currency: "EUR", total: "12,50", tip: "2,00" });
});

test.each<[string, Partial<TypedEntry>, Partial<TypedEntry>]>([
  ["both set the same currency", { currency: "EUR", tip: "3" }, { currency: "EUR" }],
  ["only one of them means money", { currency: "EUR", tip: "3" }, { vendor: "Corner" }],
])("where %s nothing is asked", (_, mine, theirs) => {
  expect(conflicts(typed(mine), before, typed(theirs), "de")).toEqual([]);
});

test("a category goes with its type", () => {
  const theirs = typed({ transaction_type: "income", category: "" });
  const differences = conflicts(typed({ category: "travel" }), before, theirs, "de");
  expect(differences.map(({ name, lead }) => [name, lead])).toEqual([
    ["category", "transaction_type"],
    ["transaction_type", "transaction_type"],
  ]);
});
