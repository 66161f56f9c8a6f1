import { describe, expect, it } from "vitest";
import { ApiError } from "../../api/errors";
import { inParts, type Picked } from "./parts";

const entry = (id: number): Picked => ({
  id,
  version: 1,
  receipt: id + 5000,
  category: null,
  is_verified: false,
  transaction_type: "expense",
  total: "5.00",
  currency: "EUR",
});

describe("one change for many", () => {
  it("goes in calls of at most 500, and tells what came of each", async () => {
    const sizes: number[] = [];
    const entries = Array.from({ length: 1200 }, (_, id) => entry(id));

    const outcome = await inParts(
      entries,
      ({ receipt }) => receipt!,
      async (part) => {
        sizes.push(part.length);
        const results = part.map(({ receipt: id }) =>
          id === 5003
            ? { id, status: 409, detail: "Not now." }
            : { id: id!, status: 200, version: 7 },
        );
        const refused = results.filter(({ status }) => status === 409).length;
        return { changed: part.length - refused, refused, results };
      },
    );

    expect(sizes).toEqual([500, 500, 200]);
    expect(outcome.changed).toHaveLength(1199);
    expect(outcome.changed[0]).toEqual({ ...entry(0), version: 7 });
    expect(outcome).toMatchObject({ refused: 1, reason: "Not now." });
  });

  it("says what was changed before a call failed", async () => {
    const entries = Array.from({ length: 700 }, (_, id) => entry(id));
    let calls = 0;

    const outcome = await inParts(
      entries,
      ({ id }) => id,
      async (part) => {
        if ((calls += 1) > 1) throw new ApiError("Offline.", { code: "offline", status: 0 });
        return { changed: 500, refused: 0, results: part.map(({ id }) => ({ id, status: 200 })) };
      },
    );

    expect(outcome.changed).toHaveLength(500);
    expect(outcome.error?.message).toBe("Offline.");
  });

  it("asks nothing for none", async () => {
    const fail = () => Promise.reject(new Error("asked"));
    expect(await inParts([], ({ id }) => id, fail)).toEqual({
      changed: [],
      refused: 0,
      reason: "",
      error: null,
    });
  });
});
