/** Which rows of a long list have to be there: those that are seen, and some around them. */

export interface Range {
  first: number;
  /** Not one of them any more. */
  end: number;
}

const AROUND = 8;
/** A row takes about 5 ms on a slow phone, and nothing else happens meanwhile. */
const DRAWN_AT_ONCE = 6;

/** `above`: how far the list has gone out of sight at the top. */
export function visibleRange(
  above: number,
  height: number,
  rowHeight: number,
  count: number,
): Range {
  const first = Math.floor(above / rowHeight) - AROUND;
  const end = Math.ceil((above + height) / rowHeight) + AROUND;
  return { first: clamp(first, count), end: clamp(end, count) };
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(index, count));
}

/** The pages, from 0, on which the rows of a range stand. */
export function pagesOf({ first, end }: Range, size: number): number[] {
  if (end <= first) return [];
  const from = Math.floor(first / size);
  return Array.from({ length: Math.floor((end - 1) / size) - from + 1 }, (_, n) => from + n);
}

/** Of the wanted rows those that are drawn, and the next few. `drawn` itself: there are no more. */
export function drawMore(
  drawn: ReadonlySet<number>,
  wanted: readonly number[],
): ReadonlySet<number> {
  const kept = wanted.filter((id) => drawn.has(id));
  const next = wanted.filter((id) => !drawn.has(id)).slice(0, DRAWN_AT_ONCE);
  return next.length || kept.length < drawn.size ? new Set([...kept, ...next]) : drawn;
}
