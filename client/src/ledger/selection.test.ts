import { describe, expect, it } from "vitest";
import type { Picked } from "./parts";
import { Selection } from "./selection.svelte";

const entry = (id: number, version: number, category: string | null = null): Picked => ({
  id,
  version,
  receipt: null,
  category,
  is_verified: false,
  transaction_type: "expense",
  total: "5.00",
  currency: "EUR",
});

describe("what is picked", () => {
  it("is as it is now, and nothing else is picked by that", () => {
    const selection = new Selection();
    selection.set([entry(1, 1), entry(2, 1)]);

    expect(selection.older([entry(1, 2), entry(2, 1), entry(3, 2)])).toEqual([1]);
    selection.renew([entry(1, 2, "travel"), entry(3, 2)]);
    expect(selection.entries).toEqual([entry(1, 2, "travel"), entry(2, 1)]);
    selection.renew([entry(1, 1)]);
    expect(selection.entries[0]).toEqual(entry(1, 2, "travel"));
  });

  it("is not what has gone", () => {
    const selection = new Selection();
    selection.set([entry(1, 1), entry(2, 1)]);

    selection.forget([2, 3]);
    expect(selection.entries.map(({ id }) => id)).toEqual([1]);
  });
});
