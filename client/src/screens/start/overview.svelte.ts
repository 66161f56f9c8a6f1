/** What waits for the person: numbers, and the first few that need a look. */

import { api, data } from "../../api/client";
import type { paths } from "../../api/schema";
import { INBOX_FILTERS, type Receipt } from "../../receipts";
import { Resource } from "../../resource.svelte";

type Query = NonNullable<paths["/api/v1/receipts/"]["get"]["parameters"]["query"]>;

export interface Seen {
  numbers: { all: number; review: number; way: number; failed: number };
  /** The oldest that need a look. */
  review: Receipt[];
  latest: Receipt[];
}

const FIRST = 5;

export class Overview extends Resource<Seen> {
  #isAsking = false;
  #isStale = false;

  constructor() {
    super(look, { begin: false });
    void this.follow();
  }

  /** However many changes come, one look at a time. */
  readonly follow = async (): Promise<void> => {
    this.#isStale = true;
    if (this.#isAsking) return;
    this.#isAsking = true;
    while (this.#isStale) {
      this.#isStale = false;
      await this.load();
    }
    this.#isAsking = false;
  };
}

async function look(): Promise<Seen> {
  const [latest, review, way, failed] = await Promise.all([
    ask({ ordering: ["-uploaded_at"], page_size: FIRST }),
    ask({ ...INBOX_FILTERS.review, ordering: ["uploaded_at"], page_size: FIRST }),
    ask({ ...INBOX_FILTERS.way, page_size: 1 }),
    ask({ ...INBOX_FILTERS.failed, page_size: 1 }),
  ]);
  return {
    numbers: { all: latest.count, review: review.count, way: way.count, failed: failed.count },
    review: review.results,
    latest: latest.results,
  };
}

function ask(query: Query) {
  return data(api.GET("/api/v1/receipts/", { params: { query } }));
}
