/** What happened to receipts and entries, newest first: the pages so far, and how many there are. */

import { api, data, type Schema } from "../../api/client";
import type { Question } from "../../reporting";
import { Resource } from "../../resource.svelte";

type Event = Schema["AuditEvent"];

export interface Told {
  events: Event[];
  count: number;
}

const PAGE_SIZE = 100;

/** `load()` brings the next page; what has been added above meanwhile is not told twice. */
export class EventLog extends Resource<Told> {
  #events: Event[] = [];

  constructor(question: Question) {
    super(() => this.#next(question), { begin: false });
    void this.load();
  }

  async #next(question: Question): Promise<Told> {
    const page = Math.floor(this.#events.length / PAGE_SIZE) + 1;
    const query = { ...question, page, page_size: PAGE_SIZE };
    const call = api.GET("/api/v1/reports/audit-log/", { params: { query } });
    const { results, count } = await data(call);
    const known = new Set(this.#events.map(({ id }) => id));
    this.#events = [...this.#events, ...results.filter(({ id }) => !known.has(id))];
    return { events: this.#events, count };
  }
}
