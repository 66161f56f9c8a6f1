import { expect, test } from "vitest";
import { layoutsOf, placesOn } from "./parts";

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

test("places are told by page, with the numbers of their parts", () => {
  const parts = [LEFT, { places: [{ ...RIGHT.places[0]!, page: 1 }, RIGHT.places[0]!] }];

  expect(placesOn(0, parts).map(({ number }) => number)).toEqual([1, 2]);
  expect(placesOn(1, parts)).toEqual([{ number: 2, place: { ...RIGHT.places[0], page: 1 } }]);
});
