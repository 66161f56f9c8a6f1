/** A new entry by hand, made once. */

import { api, created, data, ifMatch, type Schema } from "../api/client";
import { Creation } from "../api/creation";
import type { Transaction } from "./form";
import { loadEntry } from "./load";

export type EntryCreation = Creation<Schema["EntryRequest"], Transaction>;

/** Whether it is of another purchase than what was sent first, and no correction of that. */
export function isOther(first: Schema["EntryRequest"], now: Schema["EntryRequest"]): boolean {
  return first.vendor !== now.vendor && first.total !== now.total;
}

export function newEntry(): EntryCreation {
  return new Creation({
    post(body, key) {
      const params = { header: { "Idempotency-Key": key } };
      return created(api.POST("/api/v1/receipts/transactions/", { params, body }));
    },
    load: ({ id }) => loadEntry(id),
    patch({ id, version }, body) {
      const params = { path: { id }, header: ifMatch(version) };
      return data(api.PATCH("/api/v1/receipts/transactions/{id}/", { params, body }));
    },
  });
}
