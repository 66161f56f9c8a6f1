/** The receipts that the inbox shows: newest first, each as it is now, page by page. */

import { api, data, type Schema } from "../../api/client";
import { asApiError, type ApiError } from "../../api/errors";
import { heed, quietSeconds } from "../../api/quiet";
import { live, type Changes } from "../../live.svelte";
import { outbox } from "../../outbox/outbox.svelte";
import { isIn, type Receipt } from "../../receipts";
import { isPlain, queryOf, type Filter } from "./filter";
import { inOrder, isPast } from "./order";

const PAGE = 100;
/** So often it is asked where those that wait stand. */
const PLACES_SECONDS = 3;
/** So often it is asked what the others wait for, and of so many at most. */
const WAITS_SECONDS = 9;
const MOST_WAITS = 20;

export class ReceiptList {
  rows = $state.raw<Receipt[]>([]);
  /** All that the filter finds, also those that are not shown. */
  total = $state(0);
  loading = $state(false);
  /** Whether it was asked at all, and answered. */
  isLoaded = $state(false);
  error = $state.raw<ApiError | null>(null);
  places = $state.raw(new Map<number, Schema["WaitingReceipt"]>());
  /** Why those wait that have no place: for a later try, or for the receipt that they are copies of. */
  waits = $state.raw(new Map<number, Schema["ProcessingStatus"]>());

  /** Of the rows as they were drawn last, in pixels. */
  readonly heights = new Map<number, number>();

  readonly #filter: Filter;
  #loaded = Promise.resolve();
  #askedAt = 0;
  /** Counts what is asked and what is done here, */
  #times = 0;
  /** and of what of it each receipt is known: an answer that was overtaken does not count. */
  readonly #known = new Map<number, number>();
  #countedAt = 0;

  constructor(filter: Filter) {
    this.#filter = filter;
  }

  get isWhole(): boolean {
    return this.rows.length >= this.total;
  }

  /** The next page; one at a time. */
  readonly more = async (): Promise<void> => {
    if (this.loading) return;
    this.loading = true;
    await (this.#loaded = this.#more());
    this.loading = false;
    void this.#askPlaces();
  };

  async #more(): Promise<void> {
    try {
      const next = Math.round(this.rows.length / PAGE) + 1;
      // Where one has gone the others have moved up: what is missing is on an earlier page.
      for (let page = next; page > 0; page -= 1) {
        await this.#loadPage(page);
        if (this.rows.length >= Math.min(next * PAGE, this.total)) break;
      }
      [this.isLoaded, this.error] = [true, null];
    } catch (error) {
      this.error = asApiError(error);
    }
  }

  async #loadPage(page: number): Promise<void> {
    try {
      const answer = await this.#ask({ page, page_size: PAGE });
      this.rows = inOrder([...this.rows, ...this.#news(answer)]);
      this.#count(answer);
    } catch (error) {
      // The list has become shorter than what is shown of it.
      if (page === 1 || asApiError(error).status !== 404) throw error;
    }
  }

  /** One that has just been uploaded, or is read again. */
  put(receipt: Receipt): void {
    if (!isPlain(this.#filter)) return void this.refresh([receipt.id]);
    this.#known.set(receipt.id, (this.#times += 1));
    if (isIn(this.#filter.part, receipt)) this.#place(receipt);
    else this.#drop(receipt.id);
  }

  remove(id: number): void {
    this.#known.set(id, (this.#times += 1));
    this.#drop(id);
  }

  #drop(id: number): void {
    const left = this.rows.filter((row) => row.id !== id);
    this.#countOne(left.length - this.rows.length);
    this.rows = left;
  }

  /** What is being counted meanwhile may be of before. */
  #countOne(more: number): void {
    [this.total, this.#countedAt] = [this.total + more, this.#times];
  }

  readonly take = async (changes: Changes): Promise<void> => {
    // A page that is under way may be older than the change.
    await this.#loaded;
    const [gone, changed] = [changes.tombstones.receipts, changes.receipts.map(({ id }) => id)];
    // What has gone elsewhere comes to the trash.
    if (this.#filter.part === "trash") return this.refresh([...gone, ...changed]);
    gone.forEach((id) => this.remove(id));
    await this.refresh(changed);
    if (gone.length) await this.#countAll();
  };

  /** Until the screen is left. What has been missed, by a fault of the network, is found here. */
  follow(): () => void {
    const timer = setInterval(() => void this.#askPlaces(), PLACES_SECONDS * 1000);
    return () => clearInterval(timer);
  }

  /** These as they are now: those that the filter does not find any more go. */
  async refresh(ids: number[]): Promise<void> {
    if (!ids.length) return;
    // A fault passes: what is on its way is asked for again, and a change comes with the next one.
    const page = await this.#ask({ ids, page_size: 1000 }).catch(heed);
    if (!page) return;
    const found = new Set(page.results.map(({ id }) => id));
    const gone = ids.filter((id) => !found.has(id) && this.#isNews(id, page.time));
    gone.forEach((id) => this.#drop(id));
    const isWhole = this.isWhole && found.size === ids.length;
    this.#news(page).forEach((receipt) => this.#place(receipt));
    if (!isWhole) await this.#countAll();
  }

  #news({ results, time }: { results: Receipt[]; time: number }): Receipt[] {
    return results.filter(({ id }) => this.#isNews(id, time));
  }

  #isNews(id: number, time: number): boolean {
    const isNews = time >= (this.#known.get(id) ?? 0);
    if (isNews) this.#known.set(id, time);
    return isNews;
  }

  #count({ count, time }: { count: number; time: number }): void {
    if (time > this.#countedAt) [this.total, this.#countedAt] = [count, time];
  }

  /** It may be one of those that are not shown that has come or gone. */
  async #countAll(): Promise<void> {
    const all = await this.#ask({ page_size: 1 }).catch(heed);
    if (all) this.#count(all);
  }

  /** Where it belongs, unless that lies behind the pages that are there. */
  #place(receipt: Receipt): void {
    const isKnown = this.rows.some((row) => row.id === receipt.id);
    if (!isKnown && !this.isWhole && isPast(this.rows, receipt)) return;
    if (!isKnown) this.#countOne(1);
    this.rows = inOrder([...this.rows, receipt]);
  }

  async #askPlaces(): Promise<void> {
    const waiting = this.rows.filter((row) => isIn("way", row));
    const isUnseen = document.visibilityState !== "visible";
    if (!waiting.length || isUnseen || quietSeconds()) return;
    const queue = await data(api.GET("/api/v1/receipts/queue/")).catch(heed);
    if (!queue) return;
    this.places = new Map(queue.waiting.map((place) => [place.id, place]));
    const gone = waiting.filter(({ id }) => !this.places.has(id)).map(({ id }) => id);
    await this.refresh(gone);
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
      return data(api.GET("/api/v1/receipts/{id}/processing_status/", { params })).catch(heed);
    });
    const found = (await Promise.all(asked)).filter((status) => status !== undefined);
    this.waits = new Map(found.map((status) => [status.id, status]));
  }

  async #ask(query: object) {
    const time = (this.#times += 1);
    const all = { ordering: ["-uploaded_at" as const], ...queryOf(this.#filter), ...query };
    const page = await data(api.GET("/api/v1/receipts/", { params: { query: all } }));
    return { ...page, time };
  }
}

/** The list that was shown last: whoever comes back finds it as it was left, and as it is now. */
let kept: { key: string; list: ReceiptList } | null = null;

/** Of the same filter it is the same one, for as long as no other was asked for. */
export function listOf(filter: Filter): ReceiptList {
  if (kept === null) {
    live.subscribe((changes) => kept?.list.take(changes));
    outbox.subscribe((receipt) => kept?.list.put(receipt));
  }
  const key = JSON.stringify(filter);
  if (kept?.key !== key) kept = { key, list: new ReceiptList(filter) };
  return kept.list;
}
