/** A long list, newest first: the pages so far, and how many rows there are. */

import type { Asked, Page } from "./api/pages";
import { Resource } from "./resource.svelte";

export interface Told<Row> {
  rows: Row[];
  count: number;
}

const PAGE_SIZE = 100;

/** `load()` brings the next page; what has been added above meanwhile is not told twice. */
export class Further<Row extends { id: unknown }> extends Resource<Told<Row>> {
  #rows: Row[] = [];

  constructor(ask: (asked: Asked) => Promise<Page<Row>>) {
    super(() => this.#next(ask), { begin: false });
    void this.load();
  }

  async #next(ask: (asked: Asked) => Promise<Page<Row>>): Promise<Told<Row>> {
    const page = Math.floor(this.#rows.length / PAGE_SIZE) + 1;
    const { results, count } = await ask({ page, page_size: PAGE_SIZE });
    const known = new Set(this.#rows.map(({ id }) => id));
    this.#rows = [...this.#rows, ...results.filter(({ id }) => !known.has(id))];
    return { rows: this.#rows, count };
  }
}
