/** The receipts that the inbox shows: newest first, each as it is now. */

import { api, data, type Schema } from "../../api/client";
import { asApiError, type ApiError } from "../../api/errors";
import type { Changes } from "../../live.svelte";
import { FILTERS, isIn, isOnTheWay, type Part, type Receipt } from "../../receipts";

const PAGE = 50;
/** So often it is asked where those that wait stand. */
const PLACES_SECONDS = 3;

export class ReceiptList {
  rows = $state.raw<Receipt[]>([]);
  /** All of this part, also those that are not shown. */
  total = $state(0);
  loading = $state(true);
  error = $state.raw<ApiError | null>(null);
  places = $state.raw(new Map<number, Schema["WaitingReceipt"]>());

  readonly #part: Part;

  constructor(part: Part) {
    this.#part = part;
  }

  /** As many as are shown, or another page more. */
  async load(more = 0): Promise<void> {
    this.loading = true;
    const page_size = Math.min(1000, Math.max(PAGE, this.rows.length) + more);
    try {
      const page = await this.#ask({ ...FILTERS[this.#part], page_size });
      [this.rows, this.total, this.error] = [page.results, page.count, null];
    } catch (error) {
      this.error = asApiError(error);
    } finally {
      this.loading = false;
    }
    void this.#askPlaces();
  }

  readonly more = (): Promise<void> => this.load(PAGE);

  /** One that has just been uploaded, or is read again. */
  put(receipt: Receipt): void {
    const known = this.rows.some((row) => row.id === receipt.id);
    if (known) this.rows = this.rows.map((row) => (row.id === receipt.id ? receipt : row));
    else if (isIn(this.#part, receipt)) {
      this.rows = [receipt, ...this.rows].toSorted((a, b) => b.id - a.id);
      this.total += 1;
    }
  }

  remove(id: number): void {
    const left = this.rows.filter((row) => row.id !== id);
    this.total -= this.rows.length - left.length;
    this.rows = left;
  }

  readonly take = (changes: Changes): void => {
    changes.tombstones.receipts.forEach((id) => this.remove(id));
    void this.#refresh(changes.receipts.map(({ id }) => id));
  };

  /** Until the screen is left. What has been missed, by a fault of the network, is found here. */
  follow(): () => void {
    const timer = setInterval(() => void this.#askPlaces(), PLACES_SECONDS * 1000);
    return () => clearInterval(timer);
  }

  async #askPlaces(): Promise<void> {
    const waiting = this.rows.filter(isOnTheWay);
    if (!waiting.length || document.visibilityState !== "visible") return;
    const queue = await data(api.GET("/api/v1/receipts/queue/")).catch(() => null);
    if (!queue) return;
    this.places = new Map(queue.waiting.map((place) => [place.id, place]));
    const gone = waiting.filter(({ id }) => !this.places.has(id)).map(({ id }) => id);
    await this.#refresh(gone);
  }

  async #refresh(ids: number[]): Promise<void> {
    if (!ids.length) return;
    // A fault passes: what is on its way is asked for again, and a change comes with the next one.
    const page = await this.#ask({ ids, page_size: 1000 }).catch(() => null);
    page?.results.forEach((receipt) => this.put(receipt));
  }

  #ask(query: object) {
    const all = { ordering: ["-uploaded_at" as const], ...query };
    return data(api.GET("/api/v1/receipts/", { params: { query: all } }));
  }
}
