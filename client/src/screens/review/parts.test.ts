import { expect, test } from "vitest";
import { layoutsOf, moved, partOn, placesOn, replaced, stepOf, withEdge } from "./parts";

const LEFT = { places: [{ page: 0, left: 0, top: 0, right: 0.4, bottom: 1 }] };
const RIGHT = { places: [{ page: 0, left: 0.4, top: 0, right: 1, bottom: 1 }] };

test("what was seen comes first, and a page can be halved either way", () => {
  const layouts = layoutsOf([LEFT, RIGHT], 1);

  expect([...layouts.keys()]).toEqual(["proposed", "beside", "below"]);
  expect(layouts.get("proposed")).toEqual([LEFT, RIGHT]);
  expect(layouts.get("below")!.map(({ places }) => places[0]!.top)).toEqual([0, 0.5]);
});

test("several pages are split by pages", () => {
  const layouts = layoutsOf([], 3);

  expect([...layouts.keys()]).toEqual(["pages"]);
  expect(layouts.get("pages")!.map(({ places }) => places[0]!.page)).toEqual([0, 1, 2]);
});

test("places are told by page, with where they stand in the lists", () => {
  const parts = [LEFT, { places: [{ ...RIGHT.places[0]!, page: 1 }, RIGHT.places[0]!] }];

  expect(placesOn(0, parts).map(({ part, at }) => [part, at])).toEqual([
    [0, 0],
    [1, 1],
  ]);
  expect(placesOn(1, parts)[0]!.place).toEqual({ ...RIGHT.places[0], page: 1 });
});

test("one place changes, and no other", () => {
  const place = { ...RIGHT.places[0]!, left: 0.6 };

  expect(replaced([LEFT, RIGHT], { part: 1, at: 0, place })).toEqual([LEFT, { places: [place] }]);
});

test.each([
  ["left", -1, { left: 0 }],
  ["left", 0.99, { left: 0.45 }],
  ["right", 0.1, { right: 0.25 }],
  ["right", 2, { right: 1 }],
  ["top", 0.5, { top: 0.5 }],
  ["bottom", 0.1, { bottom: 0.3 }],
] as const)("the %s edge at %d stays on the page and leaves something", (edge, value, found) => {
  const place = { page: 0, left: 0.2, top: 0.25, right: 0.5, bottom: 0.8 };

  expect(withEdge(place, edge, value)).toEqual({ ...place, ...found });
});

test("what is moved stays as large as it is, and on its page", () => {
  const place = { page: 0, left: 0.25, top: 0.25, right: 0.5, bottom: 0.5 };

  expect(moved(place, 0.25, -1)).toEqual({ page: 0, left: 0.5, top: 0, right: 0.75, bottom: 0.25 });
  expect(moved(place, 1, 0.5)).toEqual({ page: 0, left: 0.75, top: 0.75, right: 1, bottom: 1 });
});

test("keys move an edge the way they point", () => {
  expect(stepOf("ArrowUp", false)).toBe(-0.01);
  expect(stepOf("ArrowRight", true)).toBe(0.05);
  expect(stepOf("Enter", false)).toBeNull();
});

test("one that was not seen begins in the middle of its page", () => {
  expect(partOn(2).places).toEqual([{ page: 2, left: 0.3, top: 0.3, right: 0.7, bottom: 0.7 }]);
});
