/** How a document that shows several receipts may be split. */

import type { Schema } from "../../api/client";

export type Part = Schema["ProposedPart"];
type Place = Schema["Place"];
/** As it was read, or as somebody who sees it better says. */
export type Layout = "proposed" | "pages" | "beside" | "below";

const WHOLE = { left: 0, top: 0, right: 1, bottom: 1 };

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

/** What stands on a page, each with the number of its part, from 1. */
export function placesOn(page: number, parts: Part[]): { number: number; place: Place }[] {
  return parts.flatMap(({ places }, index) =>
    places.filter((place) => place.page === page).map((place) => ({ number: index + 1, place })),
  );
}
