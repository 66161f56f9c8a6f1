/** What was typed of entries and not saved when they were left; for as long as the page is open. */

import { session } from "../session.svelte";
import type { Form } from "./form";

export interface Draft {
  form: Form;
  /** The entry as it was when one began to type. */
  before: Form;
}

export const drafts = new Map<number | "new", Draft>();

const ask = (event: Event) => drafts.size && event.preventDefault();
addEventListener("beforeunload", ask);
// They go with the page, which they keep no longer.
session.onSignOut(() => removeEventListener("beforeunload", ask));
