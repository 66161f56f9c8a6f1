/** The way back out of the trash, for the receipt that went there last. */

import { api, data } from "../../api/client";
import { newKey } from "../../api/transport";
import { toasts } from "../../components/toasts.svelte";
import { m } from "../../i18n/generated/messages";
import { router } from "../../router.svelte";
import { href } from "../../routing";
import { queue } from "./queue.svelte";

let last: number | null = null;

export function tellTrashed(id: number, name: string): void {
  last = id;
  toasts.show(m.review_trashed({ name }), { undo: undoTrash });
}

export async function undoTrash(): Promise<void> {
  if (last === null) return;
  const id = last;
  last = null;
  try {
    await restore(id);
    router.go(href("review-receipt", { id }));
  } catch (error) {
    last = id;
    toasts.showError(error);
  }
}

export async function restore(id: number): Promise<void> {
  const params = { path: { id }, header: { "Idempotency-Key": newKey() } };
  await data(api.POST("/api/v1/receipts/{id}/restore/", { params }));
  await queue.load();
}
