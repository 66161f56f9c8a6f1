/** What the lists of an entry are given, wherever it is edited. */

import type { Snippet } from "svelte";
import type { Form } from "./form";

export interface ListProps {
  form: Form;
  /** Places of what is no amount, such as "items[2].amount". */
  wrong: string[];
  /** Sentences of ApiError.fields, or none. */
  errors?: string[] | undefined;
  /** Something was typed and left, or a row removed. */
  onchange?: (() => unknown) | undefined;
  isDoubtful?: boolean;
  /** Below the heading. */
  notes?: Snippet | undefined;
}
