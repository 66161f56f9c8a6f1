/** Where one was in the ledger, so that it is found again as it was left. */

import { api, data } from "../api/client";
import { heed } from "../api/quiet";
import { live, type Changes } from "../live.svelte";
import { href, queryString, type Query } from "../routing";
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
      if (this.#rows === null) live.subscribe((changes) => void this.#follow(changes));
      const rows = new Rows(JSON.parse(wanted), (entries) => this.selection.renew(entries));
      [this.#rows, this.#wanted] = [rows, wanted];
    }
    return this.#rows;
  }

  /** Another order or other columns of the same filters are no other list to a selection. */
  keepSelectionOf(filters: string): void {
    if (filters !== this.#filters) this.selection.clear();
    this.#filters = filters;
  }

  /** What is picked on pages that are not loaded. */
  async #follow({ entries, tombstones }: Changes): Promise<void> {
    if (!this.query.deleted) this.selection.forget(tombstones.entries);
    const ids = this.selection.older(entries);
    if (!ids.length) return;
    const query = { ids, page_size: ids.length };
    const call = api.GET("/api/v1/receipts/transactions/", { params: { query } });
    const page = await data(call).catch(heed);
    if (page) this.selection.renew(page.results);
  }
}

export const visit = new Visit();
