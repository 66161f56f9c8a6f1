import { expect, test } from "vitest";
import { answersTo, goneOf, spareOf, type Duplicate } from "./duplicates";

type Kind = Duplicate["receipt"]["document_kind"];

function pair(earlier: Kind, later: Kind, gone?: number): Duplicate {
  const side = (id: number, document_kind: Kind) => ({
    id,
    document_kind,
    is_deleted: id === gone,
  });
  return { receipt: side(2, later), other: side(1, earlier) } as Duplicate;
}

test.each([
  ["receipt", "receipt", 2],
  ["receipt", "card_slip", 2],
  ["card_slip", "receipt", 1],
  ["payment_reminder", null, 1],
  ["quotation", "quotation", 2],
] as const)("of %s and then %s the same, the receipt %i goes", (earlier, later, spare) => {
  expect(spareOf(pair(earlier, later)).id).toBe(spare);
});

test.each([
  ["receipt", "invoice", true],
  [null, "receipt", true],
  ["quotation", "menu", true],
  ["receipt", "card_slip", false],
  ["card_slip", "receipt", false],
] as const)("of %s and then %s the later one is kept if one likes: %s", (earlier, later, is) => {
  expect(answersTo(pair(earlier, later)).includes("replace")).toBe(is);
});

test("what is gone is what the answer says is", () => {
  expect(goneOf(pair("card_slip", "receipt", 1))).toEqual([1]);
  expect(goneOf(pair("receipt", "receipt", 2))).toEqual([2]);
  expect(goneOf(pair("receipt", "receipt"))).toEqual([]);
});
