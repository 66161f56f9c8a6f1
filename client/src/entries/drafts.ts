/** What was typed of entries and not saved when they were left; for as long as the page is open. */

import { today } from "../formats";
import { session } from "../session.svelte";
import { holdUnsaved } from "../unsaved";
import type { EntryCreation } from "./creation";
import { formOf, type Draft, type TypedEntry } from "./form";

/** Of a new one it may have been made already. */
type Kept = Draft & { creation?: EntryCreation };

export const drafts = new Map<number | "new", Kept>();

holdUnsaved(() => drafts.size > 0);

/** What a new one begins with. */
export function emptyForm(locale: string): TypedEntry {
  const currency = session.profile?.home_currency ?? "EUR";
  return { ...formOf(null, locale, currency), purchased_on: today() };
}
