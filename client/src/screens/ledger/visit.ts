/** Where one was in the ledger, so that it is found again as it was left. */

import { href, queryString, type Query } from "../../routing";
import { Rows } from "./rows.svelte";
import { Selection } from "./selection.svelte";

class Visit {
  /** The query of the address. */
  query: Query = {};
  /** The entry that was opened from the list. */
  opened: number | null = null;
  readonly selection = new Selection();
  #rows: Rows | null = null;
  #wanted = "";
  #filters = "";

  /** Whether the list lies right behind this entry, in the browser's history. */
  isUnder(id: number | null): boolean {
    return id !== null && id === this.opened;
  }

  href(): string {
    return href("ledger") + queryString(this.query);
  }

  /** Those that were asked for last time, if it was the same; `wanted` is a `Listed` as JSON. */
  rowsOf(wanted: string): Rows {
    if (this.#rows === null || wanted !== this.#wanted) {
      [this.#rows, this.#wanted] = [new Rows(JSON.parse(wanted)), wanted];
    }
    return this.#rows;
  }

  /** Another order or other columns of the same filters are no other list to a selection. */
  keepSelectionOf(filters: string): void {
    if (filters !== this.#filters) this.selection.clear();
    this.#filters = filters;
  }
}

export const visit = new Visit();
