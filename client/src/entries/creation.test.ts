import { beforeAll, expect, test } from "vitest";
import type { NewEntry } from "./creation";

let mayBeAnother: typeof import("./creation").mayBeAnother;

beforeAll(async () => {
  ({ mayBeAnother } = await import("./creation"));
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

const FIRST = { vendor: "Cafe", total: "4.20", purchased_on: "2026-04-03" } as NewEntry;

test.each<[Partial<NewEntry>, boolean]>([
  [{}, false],
  [{ notes: "lunch", tip: "0.40", category: "meals" }, false],
  [{ vendor: "Café" }, true],
  [{ total: "4.50" }, true],
  [{ purchased_on: "2026-04-04" }, true],
  [{ receipt_number: "17" }, true],
])("of %j it is asked whether it is another purchase: %s", (changes, isAsked) => {
  expect(mayBeAnother(FIRST, { ...FIRST, ...changes })).toBe(isAsked);
});
