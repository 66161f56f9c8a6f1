import { describe, expect, test } from "vitest";
import { takenUp } from "./conflicts";
import { faultText, faultTexts } from "./faults";
import {
  anotherLike,
  changesOf,
  EMPTY_ITEM,
  formOf,
  isTyped,
  sendable,
  setApiValue,
  setValue,
  wholeOf,
  withoutSplit,
  withType,
  type TypedEntry,
} from "./form";

import type { Transaction } from "./form";

const ENTRY = {
  vendor: "Corner Cafe",
  purchased_on: "2026-04-03",
  total: "12.50",
  subtotal: "10.42",
  discount: null,
  tax: "2.08",
  tip: null,
  rounding: null,
  currency: "GBP",
  category: "meals",
  transaction_type: "expense",
  payment_method: "card",
  receipt_number: "000417",
  notes: "",
  deductible_share: "0.500",
  items: [
    { description: "Scone", quantity: "2.000", unit_price: "2.50", amount: "5.00", category: null },
  ],
  tax_lines: [{ kind: "charged", rate: "20.00", net: "10.42", tax: "2.08" }],
} as unknown as Transaction;

const before = formOf(ENTRY, "de", "EUR");

function typed(changes: Partial<TypedEntry>): TypedEntry {
  return { ...structuredClone(before), ...changes };
}

describe("the form of an entry", () => {
  test("shows amounts as the language writes them, and no idle zeros of quantities", () => {
    expect(before.total).toBe("12,50");
    expect(before.items[0]).toMatchObject({ quantity: "2", unit_price: "2,50" });
    expect(before.tax_lines[0]!.rate).toBe("20");
    expect(before.deductible_share).toBe("50");
  });

  test("of none has the account's currency", () => {
    expect(formOf(null, "en", "CHF")).toMatchObject({ currency: "CHF", vendor: "", items: [] });
  });

  test("is no change as it was read, nor where an amount is only written otherwise", () => {
    expect(changesOf(before, before, "de")).toEqual({ body: {}, wrong: {} });
    expect(changesOf(typed({ total: "12,5" }), before, "de").body).toEqual({});
  });

  test("is no change by a row that is empty yet, or an amount of one that is written otherwise", () => {
    const items = [{ ...before.items[0]!, amount: "5" }, { ...EMPTY_ITEM }];
    expect(isTyped(changesOf(typed({ items }), before, "de"))).toBe(false);
    items[1]!.description = "Tea";
    expect(isTyped(changesOf(typed({ items }), before, "de"))).toBe(true);
    expect(isTyped(changesOf(typed({ total: "12,x" }), before, "de"))).toBe(true);
  });

  test("gives what was typed as the API takes it", () => {
    const form = typed({ total: "1.234,50", purchased_on: "", notes: " lunch " });

    expect(changesOf(form, before, "de").body).toEqual({
      total: "1234.50",
      purchased_on: null,
      notes: "lunch",
    });
  });

  test("has a tax line once something of it is typed, whatever its kind", () => {
    const empty = { kind: "withheld", rate: "", net: "", tax: "" };
    const form = typed({ tax_lines: [empty, { ...empty, rate: "15", tax: "1,50" }] });

    expect(changesOf(form, before, "de").body.tax_lines).toEqual([
      { kind: "withheld", rate: "15", net: null, tax: "1.50" },
    ]);
  });

  test("has no day as long as none is typed whole", () => {
    expect(changesOf(typed({ purchased_on: "5/" }), before, "de").wrong).toEqual({
      purchased_on: { kind: "day" },
    });
    expect(wholeOf(typed({ purchased_on: "5/" }), "de").body.purchased_on).toBeNull();
  });

  test("has a share in percent, which is left to the category where it is empty", () => {
    expect(changesOf(typed({ deductible_share: "33,3" }), before, "de").body).toEqual({
      deductible_share: "0.333",
    });
    expect(changesOf(typed({ deductible_share: "" }), before, "de").body).toEqual({
      deductible_share: null,
    });
    expect(changesOf(typed({ deductible_share: "101" }), before, "de").wrong).toEqual({
      deductible_share: { kind: "share" },
    });
  });

  test("judges no share where there is no field for it", () => {
    const form = withType(typed({ deductible_share: "abc" }), "income");

    expect(changesOf(form, before, "de").wrong).toEqual({});
    expect(changesOf(withType(form, "expense"), before, "de").wrong).toEqual({
      deductible_share: { kind: "share" },
    });
  });

  test("goes as a whole where there is nothing yet", () => {
    const { body, wrong } = wholeOf({ ...formOf(null, "en", "EUR"), total: "-5" }, "en");

    expect(wrong).toEqual({});
    expect(body).toMatchObject({ total: "-5", tax: null, currency: "EUR", items: [] });
    expect(body.deductible_share).toBeNull();
  });

  test("names what is no amount, in rows as well", () => {
    const form = typed({ tax: "two" });
    setValue(form, "items[0].amount", "x");

    expect(changesOf(form, before, "de").wrong).toEqual({
      tax: { kind: "unreadable" },
      "items[0].amount": { kind: "unreadable" },
    });
    expect(form.items[0]!.amount).toBe("x");
  });

  test("may say its currency, and refuses another one", () => {
    expect(changesOf(typed({ total: "£14,40-" }), before, "de").body).toEqual({ total: "-14.40" });
    expect(changesOf(typed({ total: "£12,50" }), before, "de").body).toEqual({});
    expect(changesOf(typed({ total: "12,50 €" }), before, "de").wrong).toEqual({
      total: { kind: "currency", sign: "€" },
    });
    expect(faultText({ kind: "currency", sign: "€" }, "GBP")).toMatch(/^“€” is not the currency/);
  });

  test("refuses what may be thousands, but not what is stored so", () => {
    const form = typed({ total: "12,505" });
    const { total } = changesOf(form, before, "de").wrong;

    expect(total).toEqual({ kind: "decimals", whole: "12505", rounded: "12.51" });
    expect(faultText(total!, "GBP")).toBe(
      "Is it 12505 or 12.51? In GBP an amount is written like 1,234.00.",
    );
    expect(faultText({ kind: "decimals", whole: null, rounded: "1" }, "JPY")).toBe(
      "JPY does not have that many decimals. An amount is written like 1,234.",
    );
    expect(changesOf({ ...form, notes: "x" }, form, "de").wrong).toEqual({});
  });

  test("has prices of units with more decimals", () => {
    const form = typed({});
    setValue(form, "items[0].unit_price", "1,459");

    expect(changesOf(form, before, "de").wrong).toEqual({});
    setValue(form, "items[0].amount", "1,459");
    expect(faultTexts(changesOf(form, before, "de").wrong, "items", "GBP")).toHaveLength(1);
  });

  test.each([
    ["unit_price", "1.335", "1335"],
    ["quantity", "1.335", "1335"],
  ])("has another %s where no decimals are, by a point that is not", (column, known, now) => {
    const yen = { ...formOf(null, "en", "JPY"), items: [{ ...EMPTY_ITEM, [column]: known }] };
    const form = { ...yen, items: [{ ...EMPTY_ITEM, [column]: now }] };

    expect(changesOf(form, yen, "en").body.items).toMatchObject([{ [column]: now }]);
  });

  test("gives lists as a whole, without empty rows", () => {
    const empty = { description: "", quantity: "", unit_price: "", amount: "", category: "" };
    const form = typed({ items: [{ ...before.items[0]!, amount: "6" }, empty] });

    expect(changesOf(form, before, "de").body.items).toEqual([
      { description: "Scone", quantity: "2", unit_price: "2.50", amount: "6", category: null },
    ]);
  });
});

describe("what is wrong waits, and the rest can be saved", () => {
  const SCONE = before.items[0]!;
  const tea = { ...EMPTY_ITEM, description: "Tea", amount: "2,00" };
  const stored = typed({ items: [SCONE, tea] });
  const sent = (changes: Partial<TypedEntry>, known = stored) => {
    const form = { ...structuredClone(known), ...changes };
    const { wrong } = changesOf(form, known, "de");
    return sendable(form, known, wrong, "de");
  };

  test("an amount alone", () => {
    expect(sent({ total: "12,x", notes: "lunch" })).toEqual({ ...stored, notes: "lunch" });
  });

  test("a cell of a row, as it is stored", () => {
    const items = [
      { ...SCONE, description: "Cake" },
      { ...tea, amount: "2,x" },
    ];
    expect(sent({ items }).items).toEqual([{ ...SCONE, description: "Cake" }, tea]);
  });

  test.each([
    ["is new", [SCONE, tea, { ...EMPTY_ITEM, description: "Jam", amount: "x" }]],
    ["has taken the place of another", [{ ...tea, amount: "2,x" }]],
  ])("the whole list, where the row of the cell %s", (_, items) => {
    expect(sent({ items, notes: "lunch" })).toEqual({ ...stored, notes: "lunch" });
  });

  test("a new currency, with the amounts that it is to be of", () => {
    const changes = { currency: "JPY", tip: "100", notes: "lunch" };
    expect(sent({ ...changes, total: "12,x" })).toEqual({ ...stored, notes: "lunch" });
  });
});

test("another one like it is of today, and has no number yet", () => {
  const empty = { ...formOf(null, "de", "EUR"), purchased_on: "2026-05-03" };
  const own = { purchased_on: "2026-05-03", receipt_number: "" };

  expect(takenUp(anotherLike(ENTRY, empty, "de"), empty, "de").form).toEqual({ ...before, ...own });
});

test("what the API writes is an amount by its field, and not by its look", () => {
  const form = typed({});
  for (const name of ["vendor", "total", "notes", "items[0].amount", "items[0].description"]) {
    setApiValue(form, name, "7.11", "de");
  }

  expect(form).toMatchObject({ vendor: "7.11", total: "7,11", notes: "7.11" });
  expect(form.items[0]).toMatchObject({ amount: "7,11", description: "7.11" });
});

test("another type has other categories, and what is split no more has none of its own", () => {
  const split = typed({ items: [{ ...before.items[0]!, category: "meals" }] });

  expect(withType(split, "income")).toEqual({
    ...before,
    transaction_type: "income",
    category: "",
  });
  expect(withType(split, "expense")).toEqual(split);
  expect(withoutSplit(split)).toEqual(before);
});
