/**
 * What has changed since, whoever did it: one tab that is seen asks for all of them.
 *
 *     onMount(() => live.subscribe((changes) => { ... load again what is named ... }));
 *
 * Something is on its way while a receipt is not read; then it is asked every second.
 */

import { api, data, type Schema } from "./api/client";
import { asApiError } from "./api/errors";
import { heed, quietSeconds } from "./api/quiet";
import { INBOX_FILTERS, isOnTheWay } from "./receipts";

export type Changes = Schema["Changes"];
type Listener = (changes: Changes) => void;
/** What the asking tab tells the others. */
type Told = "hurry" | Changes;

const BUSY_SECONDS = 1;
const QUIET_SECONDS = 15;
const FAILED_SECONDS = 10;
/** Of what is on its way so many are asked for; the others are heard of when they change. */
const KNOWN = 100;

class Live {
  readonly #listeners = new Set<Listener>();
  #onTheWay = new Set<number>();
  readonly #tabs = new BroadcastChannel("live");
  #cursor: string | undefined;
  #expected = 0;
  #leading: AbortController | null = null;
  #wake: (() => void) | null = null;

  /**
   * Before anything else is loaded: whatever changes from now on is told. Without an answer all
   * there is counts as changed, when it can be asked for.
   */
  async begin(): Promise<void> {
    if (this.#cursor !== undefined) return;
    const changes = await this.#get("now").catch(() => null);
    this.#cursor ??= changes?.cursor;
  }

  /** Call once, when somebody is signed in. */
  start(): void {
    this.#tabs.onmessage = ({ data: told }: MessageEvent<Told>) =>
      told === "hurry" ? this.#hurry() : this.#take(told);
    document.addEventListener("visibilitychange", () => this.#leadWhileSeen());
    this.#leadWhileSeen();
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Something was sent that will change soon: ask at once, and then every second. */
  expect(): void {
    this.#tabs.postMessage("hurry");
    this.#hurry();
  }

  #leadWhileSeen(): void {
    if (document.visibilityState !== "visible") return this.#leading?.abort();
    if (this.#leading && !this.#leading.signal.aborted) return;
    const leading = (this.#leading = new AbortController());
    const lead = () => this.#poll(leading.signal);
    // Plain HTTP has no locks; then each tab that is seen asks.
    if (!navigator.locks) return void lead();
    navigator.locks.request("live", { signal: leading.signal }, lead).catch(() => {});
  }

  async #poll(signal: AbortSignal): Promise<void> {
    signal.addEventListener("abort", () => this.#wake?.());
    await this.#findOnTheWay(signal);
    while (!signal.aborted) {
      const seconds = quietSeconds() || (await this.#ask(signal));
      if (seconds && !signal.aborted) await this.#sleep(seconds);
    }
  }

  async #findOnTheWay(signal: AbortSignal): Promise<void> {
    const query = { ...INBOX_FILTERS.way, page_size: KNOWN };
    const call = api.GET("/api/v1/receipts/", { params: { query }, signal });
    const page = await data(call).catch(heed);
    if (page) this.#onTheWay = new Set(page.results.map(({ id }) => id));
  }

  /** How long to wait before the next time. */
  async #ask(signal: AbortSignal): Promise<number> {
    try {
      const changes = await this.#get(this.#cursor, signal);
      this.#tabs.postMessage(changes satisfies Told);
      this.#take(changes);
      if (changes.more) return 0;
    } catch (thrown) {
      const error = asApiError(thrown);
      if (error.code === "resync") this.#cursor = undefined;
      heed(error);
      return FAILED_SECONDS;
    }
    this.#expected = Math.max(0, this.#expected - 1);
    return this.#onTheWay.size || this.#expected ? BUSY_SECONDS : QUIET_SECONDS;
  }

  #get(since: string | undefined, signal: AbortSignal | null = null): Promise<Changes> {
    const query = since === undefined ? {} : { since };
    return data(api.GET("/api/v1/receipts/changes/", { params: { query }, signal }));
  }

  #take(changes: Changes): void {
    this.#cursor = changes.cursor;
    for (const receipt of changes.receipts) {
      if (isOnTheWay(receipt)) this.#onTheWay.add(receipt.id);
      else this.#onTheWay.delete(receipt.id);
    }
    for (const id of changes.tombstones.receipts) this.#onTheWay.delete(id);
    if (!isEmpty(changes)) this.#listeners.forEach((listener) => listener(changes));
  }

  #hurry(): void {
    this.#expected = 5;
    this.#wake?.();
  }

  #sleep(seconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function isEmpty({ receipts, entries, tombstones }: Changes): boolean {
  return ![receipts, entries, tombstones.receipts, tombstones.entries].some((rows) => rows.length);
}

export const live = new Live();
