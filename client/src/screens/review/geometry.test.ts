import { expect, test } from "vitest";
import { fitted, offsetOf, uprightTurn } from "./geometry";

test("a turned page fits its frame, and its places are found", () => {
  const size = fitted({ width: 400, height: 400 }, { width: 200, height: 100 }, 1);

  expect(size).toEqual({ width: 400, height: 200 });
  const spot = { left: 0.75, right: 0.75, top: 0.5, bottom: 0.5 };
  expect(offsetOf(spot, size, 0)).toEqual({ x: 100, y: 0 });
  expect(offsetOf(spot, size, 1).y).toBe(100);
  expect(offsetOf(spot, size, 2).x).toBe(-100);
  expect(offsetOf(spot, size, 3).y).toBe(-100);
});

test("a page on which the lines stand is turned so that they can be read", () => {
  const page = { width: 300, height: 400 };
  const standing = [0.1, 0.3, 0.6].map((left) => ({
    left,
    right: left + 0.05,
    top: 0.2,
    bottom: 0.7,
  }));
  const lying = { left: 0.1, right: 0.9, top: 0.1, bottom: 0.13 };

  expect(uprightTurn(standing, page)).toBe(1);
  expect(uprightTurn(standing.toReversed(), page)).toBe(3);
  expect(uprightTurn([lying, lying], page)).toBe(0);
  expect(uprightTurn([], page)).toBe(0);
});
