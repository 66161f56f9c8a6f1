/** What waits for the person: numbers, and the first few that need a look. */

import { api, data } from "../../api/client";
import { asApiError, type ApiError } from "../../api/errors";
import type { paths } from "../../api/schema";
import { FILTERS, type Receipt } from "../../receipts";

type Query = NonNullable<paths["/api/v1/receipts/"]["get"]["parameters"]["query"]>;

export interface Numbers {
  all: number;
  review: number;
  way: number;
  failed: number;
}

const FIRST = 5;

export class Overview {
  numbers = $state.raw<Numbers | null>(null);
  /** The oldest that need a look. */
  review = $state.raw<Receipt[]>([]);
  latest = $state.raw<Receipt[]>([]);
  error = $state.raw<ApiError | null>(null);
  #isAsking = false;
  #isStale = false;

  /** However many changes come, one look at a time. */
  readonly load = async (): Promise<void> => {
    this.#isStale = true;
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      while (this.#isStale) {
        this.#isStale = false;
        await this.#look();
      }
    } catch (error) {
      this.error = asApiError(error);
    } finally {
      this.#isAsking = false;
    }
  };

  async #look(): Promise<void> {
    const [latest, review, way, failed] = await Promise.all([
      ask({ ordering: ["-uploaded_at"], page_size: FIRST }),
      ask({ ...FILTERS.review, ordering: ["uploaded_at"], page_size: FIRST }),
      ask({ ...FILTERS.way, page_size: 1 }),
      ask({ ...FILTERS.failed, page_size: 1 }),
    ]);
    [this.latest, this.review, this.error] = [latest.results, review.results, null];
    const [all, toReview] = [latest.count, review.count];
    this.numbers = { all, review: toReview, way: way.count, failed: failed.count };
  }
}

function ask(query: Query) {
  return data(api.GET("/api/v1/receipts/", { params: { query } }));
}
