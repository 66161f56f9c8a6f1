import { expect, test } from "vitest";
import { changesOf } from "./changes";

test("what differs is named with its new value, and nothing else", () => {
  expect(changesOf({ a: 1, b: "x", c: "" }, { a: 1, b: "y", c: "" })).toEqual({ b: "y" });
  expect(changesOf({ a: 1 }, { a: 1 })).toEqual({});
});
