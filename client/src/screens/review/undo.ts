/** The way back for the receipt that was thrown away or verified last. */

import { toasts } from "../../components/toasts.svelte";
import type { Duplicate } from "../../duplicates";
import { m } from "../../i18n/generated/messages";
import { router } from "../../router.svelte";
import { href } from "../../routing";
import { restoreReceipt } from "../../trash";
import { unverifyReceipt } from "../../verification";
import type { OpenReceipt } from "./open.svelte";
import { queue } from "./queue.svelte";

let last: { id: number; back: () => Promise<void> } | null = null;

export function tellTrashed({ id }: OpenReceipt, name: string): void {
  tell(id, m.review_trashed({ name }), () => restoreReceipt(id));
}

/** One of two that resemble each other; once it is back it is asked anew what they are. */
export function tellRemoved({ id, vendor, original_filename }: Duplicate["receipt"]): void {
  tell(id, m.review_trashed({ name: vendor || original_filename }), () => restoreReceipt(id));
}

export function tellVerified({ id, receipt }: OpenReceipt, name: string): void {
  tell(id, m.review_verified({ name }), async () => {
    await unverifyReceipt(id, receipt.version);
  });
}

export function tellSplit({ id }: OpenReceipt, count: number): void {
  tell(id, m.review_several_done({ count }), () => restoreReceipt(id));
}

function tell(id: number, text: string, back: () => Promise<void>): void {
  last = { id, back };
  toasts.show(text, { undo: undoLast });
}

/** Nothing, where there is nothing to be taken back. */
export async function undoLast(): Promise<void> {
  if (last === null) return;
  const [undone, isHere] = [last, router.here()];
  last = null;
  try {
    await undone.back();
    await queue.load();
    if (isHere()) router.go(href("review-receipt", { id: undone.id }));
  } catch (error) {
    // What was done meanwhile is the last now.
    last ??= undone;
    toasts.showError(error);
  }
}
