/** Which rows of a long list have to be there: those that are seen, and some around them. */

export interface Range {
  first: number;
  /** Not one of them any more. */
  end: number;
}

const AROUND = 8;

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
