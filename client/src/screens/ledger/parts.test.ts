import { describe, expect, it } from "vitest";
import { inParts, type Picked } from "./parts";

const entry = (id: number): Picked => ({
  id,
  receipt: id + 5000,
  category: null,
  is_verified: false,
  transaction_type: "expense",
});

describe("one change for many", () => {
  it("goes in calls of at most 500, and tells what came of each", async () => {
    const sizes: number[] = [];
    const entries = Array.from({ length: 1200 }, (_, id) => entry(id));

    const outcome = await inParts(
      entries,
      ({ receipt }) => receipt!,
      async (ids) => {
        sizes.push(ids.length);
        const results = ids.map((id) =>
          id === 5003 ? { id, status: 409, detail: "Not now." } : { id, status: 200 },
        );
        const refused = results.filter(({ status }) => status === 409).length;
        return { changed: ids.length - refused, refused, results };
      },
    );

    expect(sizes).toEqual([500, 500, 200]);
    expect(outcome.changed).toHaveLength(1199);
    expect(outcome).toMatchObject({ refused: 1, reason: "Not now." });
  });

  it("asks nothing for none", async () => {
    const fail = () => Promise.reject(new Error("asked"));
    expect(await inParts([], ({ id }) => id, fail)).toEqual({
      changed: [],
      refused: 0,
      reason: "",
    });
  });
});
