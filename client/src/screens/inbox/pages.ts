/** `list` with one of its members a place earlier (-1) or later (1). */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const [one, rest] = [list[index]!, list.toSpliced(index, 1)];
  return rest.toSpliced(index + by, 0, one);
}
