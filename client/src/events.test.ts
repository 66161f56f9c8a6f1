import { beforeAll, expect, test } from "vitest";

let toldOf: typeof import("./events").toldOf;
let currenciesOf: typeof import("./events").currenciesOf;
let happenings: typeof import("./events").happenings;
let sentText: typeof import("./events").sentText;

beforeAll(async () => {
  ({ toldOf, currenciesOf, happenings, sentText } = await import("./events"));
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

test.each([
  [{ code: "unreadable", message: "Nothing can be read." }, /^Nothing can be read\.$/],
  [{ field: "vendor", old: "Ro", new: "Rowe" }, /Ro.*Rowe/],
  [{ reason: "split", parts: [2, 3] }, /^Split into several receipts$/],
  [{ split_from: 1 }, /^Part of a split document$/],
  [{ field: "total", old: null, new: "12.5" }, /^Total: €12\.50$/],
  [{ field: "tip", old: "1.00", new: "" }, /^Tip: €1\.00 removed$/],
  [{ field: "tip", old: null, new: "" }, /^$/],
  [
    { field: "document_kind", old: "quotation", new: "receipt" },
    /^Kind of document: Quotation → Receipt$/,
  ],
  [{ field: "payment_method", old: "", new: "bank_transfer" }, /^Payment: Bank transfer$/],
  [{ field: "transaction_type", old: "expense", new: "income" }, /^Type: Expense → Income$/],
  [{ field: "deductible_share", old: "0", new: "0.5" }, /^Deductible share: 0% → 50%$/],
  [
    { field: "items", old: [], new: [{ description: "Tea", amount: "2", category: "meals" }] },
    /^Items: Tea €2\.00 \(meals\)$/,
  ],
  [{ rule: 4 }, /^$/],
])("of an event with %o is told %s", (data, told) => {
  expect(toldOf({ data }, "EUR")).toMatch(told);
});

test("an amount is of the currency that the entry had by then", () => {
  const total = { data: { field: "total", old: "1", new: "2" } };
  const changed = { data: { field: "currency", old: "GBP", new: "EUR" } };

  expect(currenciesOf([total, changed, total], "EUR")).toEqual(["EUR", "EUR", "GBP"]);
});

const request = {
  id: 7,
  sent_at: "2026-04-03T10:00:02Z",
  answered_at: "2026-04-03T10:00:05Z",
  reader: "spare",
  model: "small-model",
  address: "https://models.example.com",
  pages: [1, 2],
  fields: [],
  has_text: false,
  masked: null,
  failure_code: null,
};

test.each([
  [{}, /^Pages: 1, 2 · small-model at https:\/\/models\.example\.com$/],
  [{ fields: ["total", "purchased_on"] }, /^Parts of pages 1, 2, for: Total, Date · /],
  [{ has_text: true }, / · with the text of the file$/],
  [{ masked: { card: 1, phone: 2 } }, / · Values painted out before: 3$/],
  [{ masked: {} }, / · Values painted out before: 0$/],
  [{ failure_code: "timeout" }, / · without an answer$/],
])("a request %o is told", (changes, said) => {
  expect(sentText({ ...request, ...changes })).toMatch(said);
});

test("what was sent stands between what happened, newest first", () => {
  const event = { actor: null, data: {} };
  const told = happenings(
    [
      { ...event, id: 1, kind: "uploaded", created_at: "2026-04-03T10:00:00Z" },
      { ...event, id: 2, kind: "read", created_at: "2026-04-03T10:00:06Z" },
    ],
    [request],
    "EUR",
  );
  expect(told.map(({ key }) => key)).toEqual(["event 2", "request 7", "event 1"]);
});
