/** Receipts that were thrown away, and their way back. */

import { api, data, once, type Schema } from "./api/client";
import { duplicatesOf, spareOf } from "./duplicates";

export async function restoreReceipt(id: number): Promise<void> {
  const params = { path: { id }, header: once() };
  await data(api.POST("/api/v1/receipts/{id}/restore/", { params }));
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
  const params = { path: { id, duplicate_id: found.id }, header: once() };
  const body = { resolution: "same" as const };
  await data(
    api.POST("/api/v1/receipts/{id}/duplicates/{duplicate_id}/resolve/", { params, body }),
  );
}
