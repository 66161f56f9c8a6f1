import { beforeEach, expect, test, vi } from "vitest";
import { Drawn } from "./drawn.svelte";

let frames: (() => void)[] = [];
const frame = () => frames.splice(0).forEach((draw) => draw());

beforeEach(() => {
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (draw: () => void) => frames.push(draw));
});

const ids = (count: number, first = 0) => Array.from({ length: count }, (_, n) => first + n);
const drawnOf = (drawn: Drawn) => ids(100).filter((id) => drawn.has(id));

test("rows are drawn a few with each frame until all are", () => {
  const drawn = new Drawn();
  drawn.want(ids(14));
  drawn.want(ids(14));
  const sizes = Array.from({ length: 5 }, () => {
    frame();
    return drawnOf(drawn).length;
  });
  expect(sizes).toEqual([4, 8, 12, 14, 14]);
  expect(frames).toEqual([]);
});

test("rows stay drawn while they are wanted, and not longer", () => {
  const drawn = new Drawn();
  drawn.want(ids(4));
  frame();
  drawn.want([3, ...ids(9, 20)]);
  expect(drawnOf(drawn)).toEqual([3]);
  frame();
  expect(drawnOf(drawn)).toEqual([3, ...ids(4, 20)]);
  drawn.want([]);
  frame();
  expect(drawnOf(drawn)).toEqual([]);
  expect(frames).toEqual([]);
});
