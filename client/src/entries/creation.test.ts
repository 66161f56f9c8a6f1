import { beforeAll, expect, test } from "vitest";
import type { Schema } from "../api/client";

let isOther: typeof import("./creation").isOther;

beforeAll(async () => {
  ({ isOther } = await import("./creation"));
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

test("an entry of another vendor and another total is another one, and no correction", () => {
  const first = { vendor: "Cafe", total: "4.20" } as Schema["EntryRequest"];
  const others = [{ vendor: "Café" }, { total: "4.50" }, { vendor: "Taxi", total: "31.00" }];

  expect(others.map((changes) => isOther(first, { ...first, ...changes }))).toEqual([
    false,
    false,
    true,
  ]);
});
