/** The categories of this account, for choices and names; loaded once, and again after a change. */

import { api, created, data, ifMatch, type Schema } from "./api/client";
import { Creation } from "./api/creation";
import { allRows } from "./api/pages";
import { Resource } from "./resource.svelte";

export type Category = Schema["Category"];
type EntryType = Schema["TransactionTypeEnum"];

function ask(): Promise<Category[]> {
  return allRows((query) => data(api.GET("/api/v1/receipts/categories/", { params: { query } })));
}

/** One of one's own, made once. */
export function newCategory(): Creation<Schema["CategoryInputRequest"], Category> {
  const path = "/api/v1/receipts/categories/{id}/";
  return new Creation({
    post(body, key) {
      const params = { header: { "Idempotency-Key": key } };
      return created(api.POST("/api/v1/receipts/categories/", { params, body }));
    },
    load: ({ id }) => data(api.GET(path, { params: { path: { id } } })),
    patch({ id, version }, body) {
      return data(api.PATCH(path, { params: { path: { id }, header: ifMatch(version) }, body }));
    },
  });
}

class Categories {
  readonly resource = new Resource(ask, { begin: false });
  #isAsked = false;

  load(): Promise<void> {
    this.#isAsked = true;
    return this.resource.load();
  }

  get all(): Category[] {
    // Afterwards: what asks may be a template that is being made.
    if (!this.#isAsked) queueMicrotask(() => void this.load());
    this.#isAsked = true;
    return this.resource.value ?? [];
  }

  name(slug: string | null): string {
    if (!slug) return "";
    return this.all.find((category) => category.slug === slug)?.name ?? slug;
  }

  /** Those that an entry of this type can have. */
  choices(type?: EntryType): { value: string; label: string }[] {
    return this.all
      .filter((category) => !type || category.type === type)
      .map(({ slug, name }) => ({ value: slug, label: name }));
  }
}

export const categories = new Categories();
