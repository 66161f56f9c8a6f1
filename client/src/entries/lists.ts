/** What the lists of an entry are given, wherever it is edited. */

import type { Snippet } from "svelte";
import type { Faults, TypedEntry } from "./form";

export interface ListProps {
  form: TypedEntry;
  wrong: Faults;
  /** Sentences of ApiError.fields, or none. */
  errors?: string[] | undefined;
  /** Something was typed and left, or a row removed. */
  onchange?: (() => unknown) | undefined;
  isDoubtful?: boolean;
  /** Below the heading. */
  notes?: Snippet | undefined;
}
