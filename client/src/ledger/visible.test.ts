import { describe, expect, it } from "vitest";
import { pagesOf, visibleRange } from "./visible";

describe("rows that are there", () => {
  it("are those that are seen and some around them", () => {
    expect(visibleRange(4000, 800, 40, 10_000)).toEqual({ first: 92, end: 128 });
  });

  it("end where the list ends", () => {
    expect(visibleRange(-300, 800, 40, 5)).toEqual({ first: 0, end: 5 });
    expect(visibleRange(399_900, 800, 40, 10_000)).toEqual({ first: 9989, end: 10_000 });
    expect(visibleRange(0, 800, 40, 0)).toEqual({ first: 0, end: 0 });
  });

  it("stand on these pages", () => {
    expect(pagesOf({ first: 92, end: 128 }, 100)).toEqual([0, 1]);
    expect(pagesOf({ first: 0, end: 100 }, 100)).toEqual([0]);
    expect(pagesOf({ first: 0, end: 0 }, 100)).toEqual([]);
  });
});
