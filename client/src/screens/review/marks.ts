/** What can be lit or clicked on a page: printed lines and the places of values. */

import type { Schema } from "../../api/client";
import type { Loaded, Receipt } from "./load";
import { partOf } from "../../entries/form";
import { printedValue, type Printed } from "./picking";

type Place = Schema["Place"];

export interface Mark {
  kind: "line" | "value" | "opinion";
  place: Place;
  /** Of a value: the field that was read there. */
  name: string | null;
  printed: Printed | null;
}

/** Large ones first, so that a small one inside is still met. */
export function marksOf(receipt: Receipt, lines: Loaded["lines"]): Mark[] {
  const values = Object.entries(receipt.evidence ?? {}).map(
    ([name, evidence]) =>
      evidence.place &&
      ({
        kind: "value",
        place: evidence.place,
        name,
        printed: printedValue(name, evidence.value, evidence.printed || evidence.text),
      } as Mark),
  );
  const printed = (lines?.lines ?? []).map(
    (line) =>
      line.place && ({ kind: "line", place: line.place, name: null, printed: line } as Mark),
  );
  const marks = [...values, ...printed].filter((mark): mark is Mark => mark !== null);
  return marks.toSorted((a, b) => areaOf(b.place) - areaOf(a.place));
}

/** What is lit while a field has the focus. */
export function litMarks(name: string | null, receipt: Receipt, lines: Loaded["lines"]): Mark[] {
  if (name === null) return [];
  const rows = /^(items|tax_lines)\[(\d+)\]/.exec(name);
  if (rows) {
    const row = lines?.[rows[1] as "items" | "tax_lines"][Number(rows[2])];
    return row?.place ? [{ kind: "value", place: row.place, name, printed: null }] : [];
  }
  const evidence = receipt.evidence?.[partOf(name) as keyof Schema["Evidence"]];
  const marks: Mark[] = [];
  if (evidence?.place) marks.push({ kind: "value", place: evidence.place, name, printed: null });
  const opinion = evidence?.second_opinion;
  if (opinion?.place && opinion.outcome !== "agrees") {
    marks.push({ kind: "opinion", place: opinion.place, name, printed: null });
  }
  return marks;
}

/** The field whose value was read at a mark. */
export function fieldAt(mark: Mark, marks: Mark[]): string | null {
  if (mark.name) return mark.name;
  const value = marks.find((other) => other.kind === "value" && contains(mark.place, other.place));
  return value?.name ?? null;
}

function contains(outer: Place, inner: Place): boolean {
  const x = (inner.left + inner.right) / 2;
  const y = (inner.top + inner.bottom) / 2;
  return (
    outer.page === inner.page &&
    outer.left <= x &&
    x <= outer.right &&
    outer.top <= y &&
    y <= outer.bottom
  );
}

function areaOf({ left, top, right, bottom }: Place): number {
  return (right - left) * (bottom - top);
}
