/** A long list, newest first: the pages so far, and how many rows there are. */

import type { Asked, Page } from "./api/pages";
import { Resource } from "./resource.svelte";

export interface Told<Row> {
  rows: Row[];
  count: number;
  /** There is a next page. */
  hasMore: boolean;
}

const PAGE_SIZE = 100;

/** `load()` brings the next page; what has been added above meanwhile is not told twice. */
export class Further<Row extends { id: unknown }> extends Resource<Told<Row>> {
  #rows: Row[] = [];
  /** How many pages have been answered: fewer rows are known where some came twice. */
  #pages = 0;

  constructor(ask: (asked: Asked) => Promise<Page<Row>>) {
    super(() => this.#next(ask), { begin: false });
    void this.load();
  }

  async #next(ask: (asked: Asked) => Promise<Page<Row>>): Promise<Told<Row>> {
    const { results, count, next } = await ask({ page: this.#pages + 1, page_size: PAGE_SIZE });
    this.#pages += 1;
    const known = new Set(this.#rows.map(({ id }) => id));
    this.#rows = [...this.#rows, ...results.filter(({ id }) => !known.has(id))];
    return { rows: this.#rows, count, hasMore: Boolean(next) };
  }
}
