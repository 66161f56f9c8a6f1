import { describe, expect, it } from "vitest";
import { changesOf, differing, draftOf, emptyDraft, requestOf } from "./draft";

const draft = { ...emptyDraft("EUR", "2026-11-30"), vendor: " Obst ", total: "1.234,50" };

describe("an entry that is typed", () => {
  it("goes with decimal strings and without what is empty", () => {
    expect(requestOf(draft, "de")).toMatchObject({
      vendor: "Obst",
      total: "1234.50",
      tax: null,
      category: null,
      purchased_on: "2026-11-30",
    });
  });

  it("keeps what is no amount, for the API to refuse", () => {
    expect(requestOf({ ...draft, total: "much" }, "de").total).toBe("much");
  });

  it("sends of an entry that there is only what was changed", () => {
    const before = requestOf(draft, "de");
    const now = requestOf({ ...draft, total: "9", notes: "cash" }, "de");
    expect(differing(now, before)).toEqual(["notes", "total"]);
    expect(changesOf(before, now)).toEqual({ notes: "cash", total: "9" });
  });

  it("comes back as it is stored", () => {
    const stored = requestOf(draft, "de") as unknown as Parameters<typeof draftOf>[0];
    expect(requestOf(draftOf({ ...stored, payment_method: "" }, "de"), "de")).toEqual(stored);
  });
});
