/** The receipts that the inbox shows: newest first, each as it is now. */

import { api, data, type Schema } from "../../api/client";
import { asApiError, type ApiError } from "../../api/errors";
import { heed, quietSeconds } from "../../api/quiet";
import type { Changes } from "../../live.svelte";
import { FILTERS, isIn, isOnTheWay, type Part, type Receipt } from "../../receipts";

const PAGE = 50;
/** So often it is asked where those that wait stand. */
const PLACES_SECONDS = 3;
/** So often it is asked what the others wait for, and of so many at most. */
const WAITS_SECONDS = 9;
const MOST_WAITS = 20;

export class ReceiptList {
  rows = $state.raw<Receipt[]>([]);
  /** All of this part, also those that are not shown. */
  total = $state(0);
  loading = $state(true);
  error = $state.raw<ApiError | null>(null);
  places = $state.raw(new Map<number, Schema["WaitingReceipt"]>());
  /** Why those wait that have no place: for a later try, or for the receipt that they are copies of. */
  waits = $state.raw(new Map<number, Schema["ProcessingStatus"]>());

  readonly #part: Part;
  #loaded = Promise.resolve();
  #askedAt = 0;

  constructor(part: Part) {
    this.#part = part;
  }

  /** As many as are shown, or another page more. */
  async load(more = 0): Promise<void> {
    await (this.#loaded = this.#load(more));
    void this.#askPlaces();
  }

  async #load(more: number): Promise<void> {
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

  readonly take = async (changes: Changes): Promise<void> => {
    // A list that is under way may be older than the change.
    await this.#loaded;
    changes.tombstones.receipts.forEach((id) => this.remove(id));
    await this.#refresh(changes.receipts.map(({ id }) => id));
  };

  /** Until the screen is left. What has been missed, by a fault of the network, is found here. */
  follow(): () => void {
    const timer = setInterval(() => void this.#askPlaces(), PLACES_SECONDS * 1000);
    return () => clearInterval(timer);
  }

  async #askPlaces(): Promise<void> {
    const waiting = this.rows.filter(isOnTheWay);
    const isUnseen = document.visibilityState !== "visible";
    if (!waiting.length || isUnseen || quietSeconds()) return;
    const queue = await data(api.GET("/api/v1/receipts/queue/")).catch(heed);
    if (!queue) return;
    this.places = new Map(queue.waiting.map((place) => [place.id, place]));
    const gone = waiting.filter(({ id }) => !this.places.has(id)).map(({ id }) => id);
    await this.#refresh(gone);
    await this.#askWaits();
  }

  async #askWaits(): Promise<void> {
    if (Date.now() - this.#askedAt < WAITS_SECONDS * 1000) return;
    const waiting = this.rows.filter((row) => row.ocr_status === "pending");
    // One without an estimate may wait for a service that is away.
    const isSettled = ({ id }: Receipt) => this.places.get(id)?.estimated_seconds != null;
    const others = waiting.filter((row) => !isSettled(row)).slice(0, MOST_WAITS);
    if (!others.length) return;
    this.#askedAt = Date.now();
    const asked = others.map(({ id }) => {
      const params = { path: { id } };
      return data(api.GET("/api/v1/receipts/{id}/processing_status/", { params })).catch(
        () => null,
      );
    });
    const found = (await Promise.all(asked)).filter((status) => status !== null);
    this.waits = new Map(found.map((status) => [status.id, status]));
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
