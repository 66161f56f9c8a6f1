/** The receipts that wait for a person, the oldest first. */

import { api, data } from "../../api/client";
import { asApiError, type ApiError } from "../../api/errors";
import { INBOX_FILTERS, type Receipt } from "../../receipts";

const PAGE_SIZE = 100;

class Queue {
  waiting = $state.raw<Receipt[]>([]);
  /** Of all pages. */
  count = $state(0);
  isLoaded = $state(false);
  error = $state.raw<ApiError | null>(null);
  #times = 0;
  #answered = 0;
  #last = Promise.resolve();

  load(): Promise<void> {
    return (this.#last = this.#load());
  }

  /** Once it was answered; or not, which `error` tells. */
  async known(): Promise<void> {
    if (!this.isLoaded) await this.#last;
  }

  /** An answer that is overtaken, by another one or by what is done here, does not count. */
  async #load(): Promise<void> {
    const time = (this.#times += 1);
    try {
      const query = {
        ...INBOX_FILTERS.review,
        ordering: ["uploaded_at" as const],
        page_size: PAGE_SIZE,
      };
      const page = await data(api.GET("/api/v1/receipts/", { params: { query } }));
      if (time !== this.#times) return;
      [this.waiting, this.count, this.isLoaded, this.error] = [
        page.results,
        page.count,
        true,
        null,
      ];
    } catch (error) {
      if (time === this.#times) this.error = asApiError(error);
    }
    if (time === this.#times) this.#answered = time;
  }

  /** From 0; -1: it is none of those that wait. */
  position(id: number): number {
    return this.waiting.findIndex((receipt) => receipt.id === id);
  }

  /** Of one that does not wait: the first that does. */
  after(id: number): number | null {
    const others = this.waiting;
    const next = others[this.position(id) + 1] ?? others.find((receipt) => receipt.id !== id);
    return next?.id ?? null;
  }

  before(id: number): number | null {
    return this.waiting[this.position(id) - 1]?.id ?? null;
  }

  /** Who is likely to be asked for next, the likeliest first. */
  around(id: number): number[] {
    const at = this.position(id);
    const others = [this.after(id), this.waiting[at + 2]?.id, this.before(id)];
    return [...new Set(others)].filter((one) => one != null && one !== id) as number[];
  }

  /** It is done, or gone. Returns which one comes next. */
  remove(id: number): number | null {
    const next = this.after(id);
    if (this.#answered !== this.#times) void this.load();
    if (this.position(id) >= 0) this.count -= 1;
    this.waiting = this.waiting.filter((receipt) => receipt.id !== id);
    if (this.count > this.waiting.length && this.waiting.length < PAGE_SIZE / 4) void this.load();
    return next;
  }
}

export const queue = new Queue();
