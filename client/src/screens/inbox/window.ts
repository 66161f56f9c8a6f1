/** Which rows of a long list have to be there, where each has a height of its own. */

export interface Window {
  first: number;
  /** Not one of them any more. */
  end: number;
  /** The room that those before and behind them take. */
  above: number;
  below: number;
}

/** Those between two heights, from the top of the list. */
export function windowOf(heights: readonly number[], from: number, to: number): Window {
  const seen: Window = { first: 0, end: 0, above: 0, below: 0 };
  let top = 0;
  for (const height of heights) {
    if (top + height <= from) [seen.first, seen.above] = [seen.first + 1, seen.above + height];
    if (top < to) seen.end += 1;
    else seen.below += height;
    top += height;
  }
  return { ...seen, end: Math.max(seen.first, seen.end) };
}
