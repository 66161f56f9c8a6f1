/**
 * What is typed and not saved: the page asks before it goes, and a sign-out asks, in whatever tab.
 * Files that are to be sent are another thing: they outlive the page.
 */

import { session } from "./session.svelte";

type Told = "who is?" | "I am";

/** So long another tab, which may be at work, has time to answer. */
const ANSWER_MS = 500;

const holders = new Set<() => boolean>();
const tabs = new BroadcastChannel("unsaved");
let heard = () => {};

tabs.onmessage = ({ data: told }: MessageEvent<Told>) => {
  if (told === "I am") heard();
  else if (isUnsaved()) tabs.postMessage("I am" satisfies Told);
};
addEventListener("beforeunload", (event) => {
  if (isUnsaved()) event.preventDefault();
});
// It goes with the page, which it keeps no longer.
session.onSignOut(() => holders.clear());

/** Asks `isHeld` from now on. Returns what ends that. */
export function holdUnsaved(isHeld: () => boolean): () => void {
  holders.add(isHeld);
  return () => holders.delete(isHeld);
}

/** In this tab. */
export function isUnsaved(): boolean {
  return [...holders].some((isHeld) => isHeld());
}

export function isUnsavedElsewhere(): Promise<boolean> {
  return new Promise((resolve) => {
    heard = () => resolve(true);
    setTimeout(() => resolve(false), ANSWER_MS);
    tabs.postMessage("who is?" satisfies Told);
  });
}
