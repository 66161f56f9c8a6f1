/** The vendors of this account that complete what is typed. */

import { api, data, type Schema } from "./api/client";
import type { Choice } from "./books";
import { Resource } from "./resource.svelte";

export class Vendors {
  readonly #found = new Resource(() => this.#ask(), { begin: false });
  #typed = "";

  get all(): Schema["VendorInUse"][] {
    return this.#found.value ?? [];
  }

  get choices(): Choice[] {
    return this.all.map(({ vendor }) => ({ value: vendor, label: vendor }));
  }

  /** Throws nothing: one that does not come leaves those that were there. */
  find(typed: string): Promise<void> {
    this.#typed = typed;
    return this.#found.load();
  }

  async #ask(): Promise<Schema["VendorInUse"][]> {
    const query = { page_size: 10, search: this.#typed };
    return (await data(api.GET("/api/v1/receipts/vendors/", { params: { query } }))).results;
  }
}
