/** How a document that shows several receipts may be split. */

import type { Schema } from "../../api/client";

export type Part = Schema["ProposedPart"];
export type Place = Schema["Place"];
/** As it was read, or as somebody who sees it better says. */
export type Layout = "proposed" | "pages" | "beside" | "below";

export const EDGES = ["left", "top", "right", "bottom"] as const;
export type Edge = (typeof EDGES)[number];

const WHOLE = { left: 0, top: 0, right: 1, bottom: 1 };
/** Of a page: nothing is printed on less. */
const SMALLEST = 0.05;
const STEP = 0.01;
const LARGE_STEP = 0.05;
const OPPOSITE = { left: "right", right: "left", top: "bottom", bottom: "top" } as const;

/** Those that fit, the likeliest first: there is always one. */
export function layoutsOf(proposed: Part[], pages: number): Map<Layout, Part[]> {
  const layouts = new Map<Layout, Part[]>();
  if (proposed.length > 1) layouts.set("proposed", proposed);
  if (pages > 1) {
    const numbers = Array.from({ length: pages }, (_, page) => page);
    layouts.set(
      "pages",
      numbers.map((page) => ({ places: [{ ...WHOLE, page }] })),
    );
  } else {
    layouts.set("beside", halves({ right: 0.5 }, { left: 0.5 }));
    layouts.set("below", halves({ bottom: 0.5 }, { top: 0.5 }));
  }
  return layouts;
}

function halves(...parts: Partial<Place>[]): Part[] {
  return parts.map((part) => ({ places: [{ ...WHOLE, page: 0, ...part }] }));
}

/** In the middle of a page, for somebody to drag over what was not seen. */
export function partOn(page: number): Part {
  return { places: [{ page, left: 0.3, top: 0.3, right: 0.7, bottom: 0.7 }] };
}

/** A place of a part, by where it stands in the lists. */
export interface PartPlace {
  part: number;
  at: number;
  place: Place;
}

export function placesOn(page: number, parts: Part[]): PartPlace[] {
  return parts
    .flatMap(({ places }, part) => places.map((place, at) => ({ part, at, place })))
    .filter(({ place }) => place.page === page);
}

/** The parts with one place elsewhere. */
export function replaced(parts: Part[], { part, at, place }: PartPlace): Part[] {
  return parts.map((one, index) => (index === part ? { places: one.places.with(at, place) } : one));
}

/** With an edge elsewhere: on the page, and never beyond the opposite one. */
export function withEdge(place: Place, edge: Edge, value: number): Place {
  const opposite = place[OPPOSITE[edge]];
  const isFirst = edge === "left" || edge === "top";
  const nearest = isFirst ? Math.max(opposite - SMALLEST, 0) : Math.min(opposite + SMALLEST, 1);
  const [least, most] = isFirst ? [0, nearest] : [nearest, 1];
  return { ...place, [edge]: clamped(value, least, most) };
}

/** Elsewhere on its page, as large as it was. */
export function moved(place: Place, x: number, y: number): Place {
  const dx = clamped(x, -place.left, 1 - place.right);
  const dy = clamped(y, -place.top, 1 - place.bottom);
  return {
    ...place,
    left: clamped(place.left + dx, 0, 1),
    right: clamped(place.right + dx, 0, 1),
    top: clamped(place.top + dy, 0, 1),
    bottom: clamped(place.bottom + dy, 0, 1),
  };
}

/** How far a key moves an edge, as it goes on the page. Null: it does not. */
export function stepOf(key: string, isLarge: boolean): number | null {
  const size = isLarge ? LARGE_STEP : STEP;
  if (key === "ArrowLeft" || key === "ArrowUp") return -size;
  return key === "ArrowRight" || key === "ArrowDown" ? size : null;
}

export function isAcross(edge: Edge): boolean {
  return edge === "left" || edge === "right";
}

function clamped(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
