/** Receipts that were thrown away, and their way back. */

import { api, data, type Schema } from "./api/client";
import { duplicatesOf, spareOf } from "./duplicates";
import { m } from "./i18n/generated/messages";
import { nameOf } from "./receipts";

export async function restoreReceipt(id: number): Promise<void> {
  const params = { path: { id } };
  await data(api.POST("/api/v1/receipts/{id}/restore/", { params }));
}

/** Something that is in the trash. */
export interface Trashed {
  name: string;
  restore: () => Promise<void>;
}

/** It alone, or nothing where it is not in the trash. */
export async function findReceipt(id: number): Promise<Trashed[]> {
  const query = { ids: [id], deleted: true };
  const { results } = await data(api.GET("/api/v1/receipts/", { params: { query } }));
  return results.map((receipt) => ({
    name: nameOf(receipt),
    restore: () => restoreReceipt(id),
  }));
}

export async function findEntry(id: number): Promise<Trashed[]> {
  const query = { ids: [id], deleted: true };
  const { results } = await data(api.GET("/api/v1/receipts/transactions/", { params: { query } }));
  return results.map((entry) => ({
    name: entry.vendor || m.ledger_no_vendor(),
    restore: () => restoreEntry(entry),
  }));
}

/** With its receipt, if it has one. */
export async function restoreEntry({
  id,
  receipt,
}: Pick<Schema["Transaction"], "id" | "receipt">): Promise<void> {
  if (receipt !== null) return restoreReceipt(receipt);
  const params = { path: { id } };
  await data(api.POST("/api/v1/receipts/transactions/{id}/restore/", { params }));
}

/** A file that is there twice: this one goes, and its place in the quota comes back. */
export async function removeCopy({
  id,
  duplicate_of,
}: Pick<Schema["Receipt"], "id" | "duplicate_of">): Promise<void> {
  const path = { params: { path: { id } } };
  const found = (await duplicatesOf(id)).find(
    (one) => one.resolution === "open" && spareOf(one).id === id && one.other.id === duplicate_of,
  );
  if (!found) {
    await data(api.DELETE("/api/v1/receipts/{id}/", path));
    return;
  }
  const params = { path: { id, duplicate_id: found.id } };
  const body = { resolution: "same" as const };
  await data(
    api.POST("/api/v1/receipts/{id}/duplicates/{duplicate_id}/resolve/", { params, body }),
  );
}
