import { expect, test } from "vitest";
import { isLimited, warningOf } from "./quota";

function quota(about: object): Parameters<typeof warningOf>[0] {
  const days = { period_start: "2026-11-01", resets_on: "2026-12-01" };
  const none = { used: 0, reserved: 0, limit: 50, free_reads: 0, free_reads_limit: 50 };
  return { ...none, ...days, ...about };
}

test.each([
  ["with room there is nothing to say", {}, 10, null],
  ["what is on its way counts", { used: 40, reserved: 6 }, 0, { what: "few", left: 4 }],
  ["more is added than there is room for", { used: 40 }, 11, { what: "too many", left: 10 }],
  ["nothing is left", { used: 50 }, 0, { what: "none", left: 0 }],
  ["a smaller plan than before", { used: 80 }, 3, { what: "none", left: 0 }],
  ["no limit", { used: 5000, limit: 999_999, free_reads_limit: 1000 }, 9000, null],
  ["few free reads", { free_reads: 48 }, 0, { what: "reads", left: 2 }],
])("%s", (_, about, waiting, warning) => {
  expect(warningOf(quota(about), waiting)).toEqual(warning);
});

test("documents are counted where there is an end to them", () => {
  const [some, all] = [quota({}), quota({ limit: 999_999 })];
  expect([some, all, undefined].map(isLimited)).toEqual([true, false, false]);
});
