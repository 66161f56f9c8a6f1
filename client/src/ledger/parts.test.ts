import { beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "../api/errors";
import { live } from "../live.svelte";
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

vi.mock("../live.svelte", () => ({ live: { expect: vi.fn() } }));
beforeEach(() => vi.mocked(live.expect).mockClear());

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
    expect(live.expect, "other tabs ask at once").toHaveBeenCalledTimes(3);
  });

  it("says what was changed before a call failed, and does the rest by the key that it had", async () => {
    const entries = Array.from({ length: 1200 }, (_, id) => entry(id));
    const calls: { size: number; key: string }[] = [];
    const send = async (part: Picked[], key: string) => {
      calls.push({ size: part.length, key });
      if (calls.length === 2) throw new ApiError("Offline.", { code: "offline", status: 0 });
      const results = part.map(({ id }) => ({ id, status: 200 }));
      return { changed: part.length, refused: 0, results };
    };

    const outcome = await inParts(entries, ({ id }) => id, send);
    expect(outcome.changed).toHaveLength(500);
    expect(outcome.error?.message).toBe("Offline.");

    const rest = await outcome.again!();
    expect(rest.changed).toHaveLength(700);
    expect(rest).toMatchObject({ error: null, again: null });
    expect(calls.map(({ size }) => size)).toEqual([500, 500, 500, 200]);
    expect(calls[1]!.key).toBe(calls[2]!.key);
    expect(new Set(calls.map(({ key }) => key)).size).toBe(3);
  });

  it("asks nothing for none", async () => {
    const fail = () => Promise.reject(new Error("asked"));
    expect(await inParts([], ({ id }) => id, fail)).toEqual({
      changed: [],
      refused: 0,
      reason: "",
      error: null,
      again: null,
    });
    expect(live.expect).not.toHaveBeenCalled();
  });
});
