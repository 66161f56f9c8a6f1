import { beforeAll, beforeEach, expect, test } from "vitest";
import { formOf, type Transaction, type TypedEntry } from "./form";

let module: typeof import("./drafts");
let creation: import("./creation").EntryCreation;

const empty = formOf(null, "en", "EUR");
const sent: TypedEntry = { ...empty, vendor: "Cafe", total: "4.20" };
const made = { ...sent, id: 7, total: "4.20", deductible_share: "1.000" } as unknown as Transaction;

beforeAll(async () => {
  module = await import("./drafts");
  creation = (await import("./creation")).newEntry();
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

beforeEach(() => module.drafts.clear());

test("what was left is held by the form that takes it up, and no more by the drafts", () => {
  module.drafts.set(7, { form: sent, before: empty });

  expect(module.takeDraft(7)).toEqual({ form: sent, before: empty });
  expect(module.drafts.size).toBe(0);
});

test("what was left while it was being saved goes once it is, unless more was typed", () => {
  module.drafts.set(7, { form: sent, before: empty });
  module.dropSaved(7, { ...sent, notes: "lunch" });
  expect(module.drafts.has(7)).toBe(true);

  module.dropSaved(7, structuredClone(sent));
  expect(module.drafts.has(7)).toBe(false);
});

test("a new one that was left while it was made leaves nothing behind", () => {
  module.drafts.set("new", { form: sent, before: empty, creation, sent });
  module.settleLeft(creation, sent, made, "en");

  expect(module.drafts.size).toBe(0);
});

test("what was typed of it since goes on in the entry", () => {
  const form = { ...sent, notes: "lunch" };
  module.drafts.set("new", { form, before: empty, creation, sent });
  module.settleLeft(creation, sent, made, "en");

  expect([...module.drafts.keys()]).toEqual([7]);
  expect(module.drafts.get(7)!.form).toMatchObject({ vendor: "Cafe", notes: "lunch" });
});

test("what is typed of another one stays", async () => {
  const other = { form: { ...empty, vendor: "Taxi" }, before: empty };
  module.drafts.set("new", other);
  module.settleLeft(creation, sent, made, "en");

  expect(module.drafts.get("new")).toBe(other);
});
