/** A new entry by hand, made once. */

import { api, created, data, ifMatch, type Schema } from "../api/client";
import { Creation } from "../api/creation";
import type { Transaction } from "./form";
import { loadEntry } from "./load";

export type NewEntry = Schema["EntryRequest"];
export type EntryCreation = Creation<NewEntry, Transaction>;

/** By these one purchase is known from another one of the same shop. */
const MARKS = ["vendor", "purchased_on", "total", "receipt_number"] as const;

/** Whether `now` may be another purchase than `first`; whatever else differs is more about the same. */
export function mayBeAnother(first: NewEntry, now: NewEntry): boolean {
  return MARKS.some((name) => first[name] !== now[name]);
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
