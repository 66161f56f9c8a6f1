/** How a page lies in the frame that shows it. */

export interface Size {
  width: number;
  height: number;
}
/** In shares of the page's width and height. */
export interface Spot {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The largest size that fits, before it is turned by so many quarters. */
export function fitted(frame: Size, page: Size, quarters: number): Size {
  const isSideways = quarters % 2 !== 0;
  const [width, height] = isSideways ? [page.height, page.width] : [page.width, page.height];
  const scale = Math.min(frame.width / width, frame.height / height);
  return { width: page.width * scale, height: page.height * scale };
}

/** From the middle of the page to that of the spot, in pixels, when the page is turned. */
export function offsetOf(spot: Spot, size: Size, quarters: number): { x: number; y: number } {
  const x = ((spot.left + spot.right) / 2 - 0.5) * size.width;
  const y = ((spot.top + spot.bottom) / 2 - 0.5) * size.height;
  const turns = ((quarters % 4) + 4) % 4;
  if (turns === 1) return { x: -y, y: x };
  if (turns === 2) return { x: -x, y: -y };
  if (turns === 3) return { x: y, y: -x };
  return { x, y };
}

/** Quarters to the right after which lines in reading order can be read. */
export function uprightTurn(lines: Spot[], page: Size): number {
  const isTall = (spot: Spot) =>
    (spot.bottom - spot.top) * page.height > 1.5 * (spot.right - spot.left) * page.width;
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first || !last || lines.filter(isTall).length <= lines.length / 2) return 0;
  return first.left < last.left ? 1 : 3;
}
