/**
 * What a link leads to is begun when it is pointed at, or followed: the screen's code and, of a link
 * with `data-picture`, the picture that will be seen first there. The review's code is there before.
 */

import { matchPath } from "./routing";
import { loadScreen } from "./screens";

/** Held, or the browser may forget them; of those that were passed over the oldest go. */
const pictures = new Map<string, HTMLImageElement>();
const MOST_PICTURES = 8;

/** Call once. */
export function lookAhead(): void {
  for (const event of ["pointerover", "focusin", "click"]) {
    document.addEventListener(event, ({ target }) => begin(target), { capture: true });
  }
}

export function fetchPicture(url: string): HTMLImageElement {
  const known = pictures.get(url);
  const picture = known ?? new Image();
  if (!known) picture.src = url;
  pictures.delete(url);
  pictures.set(url, picture);
  for (const old of [...pictures.keys()].slice(0, -MOST_PICTURES)) pictures.delete(old);
  return picture;
}

/** When nothing else is to be done; Safari has no better word for it. */
export function idle(): Promise<void> {
  if (!("requestIdleCallback" in window)) return new Promise((resolve) => setTimeout(resolve, 50));
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: 1000 }));
}

function begin(target: EventTarget | null): void {
  const link = target instanceof Element && target.closest<HTMLAnchorElement>("a[href]");
  if (!link || link.origin !== location.origin) return;
  const match = matchPath(link.pathname);
  // What fails now is asked for again, and told, when the link is followed.
  if (match) loadScreen(match.name)?.().catch(() => {});
  if (link.dataset.picture) fetchPicture(link.dataset.picture);
}
