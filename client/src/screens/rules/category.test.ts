import { beforeAll, expect, test } from "vitest";
import { changedValues } from "../../changes";

let fields: typeof import("./CategoryFields.svelte");

beforeAll(async () => {
  fields = await import("./CategoryFields.svelte");
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

test("an income can not be deducted, whatever was said before it was one", () => {
  const draft = fields.draftOf(null);
  expect(fields.bodyOf(draft).is_deductible).toBe(true);
  expect(fields.bodyOf({ ...draft, type: "income" }).is_deductible).toBe(false);
});

test("of a category that was changed elsewhere only what is typed here is sent", () => {
  const before = fields.draftOf(null);
  expect(changedValues(before, fields.bodyOf({ ...before, name: "Rent" }))).toEqual({
    name: "Rent",
  });
});
