/** Receipts in the order of the inbox: the one that came last is first. */

type Row = { id: number; uploaded_at: string };

/** Of one that is there twice the later copy counts. */
export function inOrder<T extends Row>(rows: T[]): T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...byId.values()].toSorted(compare);
}

/** Whether `row` stands behind all the others. */
export function isPast(rows: Row[], row: Row): boolean {
  const last = rows.at(-1);
  return last === undefined || compare(last, row) < 0;
}

function compare(a: Row, b: Row): number {
  return Date.parse(b.uploaded_at) - Date.parse(a.uploaded_at) || b.id - a.id;
}
