/** The large files of the last day; asked for anew while one of them is being made. */

import { Action } from "../../action.svelte";
import { api, data } from "../../api/client";
import { allRows } from "../../api/pages";
import { heed, quietSeconds } from "../../api/quiet";
import { Resource } from "../../resource.svelte";
import type { Job } from "./files";

const SECONDS = 2;

export function isUnderWay({ status }: Job): boolean {
  return status === "pending" || status === "processing";
}

export class Jobs extends Resource<Job[]> {
  constructor() {
    super(() =>
      allRows((query) => data(api.GET("/api/v1/reports/exports/", { params: { query } }))),
    );
  }

  /** Until it is stopped; a tab that nobody sees does not ask. `done` is told how each one ended. */
  follow(done: (job: Job) => void): () => void {
    const asking = new Action();
    const timer = setInterval(() => void asking.run(() => this.#askFor(done)), SECONDS * 1000);
    return () => clearInterval(timer);
  }

  async #askFor(done: (job: Job) => void): Promise<void> {
    const waiting = (this.value ?? []).filter(isUnderWay);
    const isUnseen = document.visibilityState !== "visible";
    if (!waiting.length || isUnseen || quietSeconds()) return;
    await this.load();
    heed(this.error);
    for (const { id } of waiting) {
      const now = this.value?.find((job) => job.id === id);
      if (now && !isUnderWay(now)) done(now);
    }
  }
}
