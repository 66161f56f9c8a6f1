import { expect, test } from "vitest";
import { changedValues, isAsSent, withTyped } from "./changes";

test("what differs is named with its new value, and nothing else", () => {
  expect(changedValues({ a: 1, b: "x", c: "" }, { a: 1, b: "y", c: "" })).toEqual({ b: "y" });
  expect(changedValues({ a: 1 }, { a: 1 })).toEqual({});
});

test("what is typed while a form is being sent stays, the rest is as it is next", () => {
  const sent = { name: "Props", type: "expense" };
  const empty = { name: "", type: "expense" };
  expect(withTyped(empty, sent, { ...sent })).toEqual(empty);
  expect(withTyped(empty, sent, { ...sent, name: "Costumes" }).name).toBe("Costumes");
  expect([isAsSent(sent, { ...sent }), isAsSent(sent, empty)]).toEqual([true, false]);
});
