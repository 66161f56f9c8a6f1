import { expect, test } from "vitest";
import { windowOf } from "./window";

const heights = [50, 100, 50, 50, 200];

test.each([
  ["at the top", -300, 120, { first: 0, end: 2, above: 0, below: 300 }],
  ["in the middle", 60, 210, { first: 1, end: 4, above: 50, below: 200 }],
  ["up to an edge", 150, 200, { first: 2, end: 3, above: 150, below: 250 }],
  ["at the end", 260, 9999, { first: 4, end: 5, above: 250, below: 0 }],
  ["past it", 500, 900, { first: 5, end: 5, above: 450, below: 0 }],
])("rows that are seen %s", (_, from, to, seen) => {
  expect(windowOf(heights, from, to)).toEqual(seen);
});
