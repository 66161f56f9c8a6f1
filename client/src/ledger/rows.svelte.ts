/** The rows of a list of which only the pages are loaded that have been looked at. */

import { api, data, type Schema } from "../api/client";
import { asApiError, type ApiError } from "../api/errors";
import { allRows } from "../api/pages";
import type { Listed } from "./query";
import { pagesOf, type Range } from "./visible";

export type Entry = Schema["Transaction"];

const SIZE = 100;
/** Scrolled past quickly, a page is not asked for. */
const PAUSE = 80;

export class Rows {
  /** Null: not known yet. */
  count = $state<number | null>(null);
  error = $state.raw<ApiError | null>(null);
  readonly listed: Listed;
  readonly #told: (entries: Entry[]) => void;
  #pages = $state.raw<ReadonlyMap<number, Entry[]>>(new Map());
  readonly #asked = new Set<number>();
  #seen: Range = { first: 0, end: 1 };
  #timer = 0;
  /** Grows with each reload: what was asked before it does not count any more. */
  #time = 0;

  /** `told` of each entry as it is now. */
  constructor(listed: Listed, told: (entries: Entry[]) => void) {
    this.listed = listed;
    this.#told = told;
    void this.#load(0);
  }

  at(index: number): Entry | undefined {
    return this.#pages.get(Math.floor(index / SIZE))?.[index % SIZE];
  }

  show(range: Range): void {
    this.#seen = range;
    clearTimeout(this.#timer);
    const missing = this.#missing();
    if (missing.length) this.#timer = window.setTimeout(() => this.#loadSeen(), PAUSE);
  }

  /** What is seen is asked for again, and stays until it has come. */
  async reload(): Promise<void> {
    this.#time += 1;
    this.#asked.clear();
    this.error = null;
    const pages = pagesOf(this.#seen, SIZE);
    await Promise.all((pages.length ? pages : [0]).map((page) => this.#load(page, true)));
  }

  /** One row as an answer has it. */
  replace(entry: Entry): void {
    const pages = [...this.#pages].map(
      ([page, rows]) =>
        [page, rows.map((row) => (row.id === entry.id ? entry : row))] as [number, Entry[]],
    );
    this.#pages = new Map(pages);
    this.#told([entry]);
  }

  /** Those of a range, also where it was only scrolled past. */
  async between(first: number, end: number): Promise<Entry[]> {
    const entries = Array.from({ length: end - first }, (_, n) => this.at(first + n));
    const known = entries.filter((entry) => entry !== undefined);
    return known.length === entries.length ? known : (await this.all()).slice(first, end);
  }

  all(): Promise<Entry[]> {
    return allRows(({ page, page_size }) => this.#ask(page, page_size));
  }

  #missing(): number[] {
    return pagesOf(this.#seen, SIZE).filter((page) => !this.#asked.has(page));
  }

  #loadSeen(): void {
    for (const page of this.#missing()) void this.#load(page);
  }

  async #load(page: number, alone = false): Promise<void> {
    const time = this.#time;
    this.#asked.add(page);
    try {
      const { count, results } = await this.#ask(page + 1, SIZE);
      if (time !== this.#time) return;
      // Of a list that has changed the other pages are old.
      const kept = alone
        ? [...this.#pages].filter(([other]) => this.#asked.has(other))
        : this.#pages;
      this.#pages = new Map([...kept, [page, results]]);
      this.#told(results);
      this.count = count;
      this.error = null;
    } catch (thrown) {
      if (time !== this.#time) return;
      this.#asked.delete(page);
      const error = asApiError(thrown);
      // The list has become shorter than where one is.
      if (error.status === 404 && page) return void this.#load(0, true);
      this.error = error;
    }
  }

  #ask(page: number, page_size: number) {
    const query = { ...this.listed.query, page, page_size };
    // The filters are texts of the address; the API says what is wrong with them.
    return data(
      api.GET(this.listed.path as "/api/v1/receipts/transactions/", { params: { query } }),
    );
  }
}
