/** Where one was in the ledger, so that it is found again as it was left. */

import { href, queryString, type Query } from "../../routing";

class Visit {
  /** The query of the address. */
  query: Query = {};
  /** The entry that was opened from the list. */
  opened: number | null = null;

  /** Whether the list lies right behind this entry, in the browser's history. */
  isUnder(id: number | null): boolean {
    return id !== null && id === this.opened;
  }

  href(): string {
    return href("ledger") + queryString(this.query);
  }
}

export const visit = new Visit();
