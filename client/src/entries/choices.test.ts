import { beforeAll, expect, test } from "vitest";
import { conflicts } from "./conflicts";
import { formOf } from "./form";

let choicesOf: typeof import("./choices").choicesOf;

beforeAll(async () => {
  ({ choicesOf } = await import("./choices"));
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

test("what belongs together is one choice, whose parts are named", () => {
  const before = formOf(null, "en", "EUR");
  const mine = { ...before, total: "12.40", notes: "lunch" };
  const theirs = { ...before, currency: "USD", notes: "with Ben" };

  expect(choicesOf(conflicts(mine, before, theirs, "en"))).toEqual([
    {
      name: "currency",
      label: "Currency, Total",
      mine: "Currency: EUR\nTotal: 12.40",
      theirs: "Currency: USD\nTotal: –",
    },
    { name: "notes", label: "Notes", mine: "lunch", theirs: "with Ben" },
  ]);
});
