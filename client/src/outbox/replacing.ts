/** What becomes of a receipt whose picture was taken again. */

import { api, data } from "../api/client";
import { asApiError } from "../api/errors";
import { toasts } from "../components/toasts.svelte";
import { m } from "../i18n/generated/messages";
import { live } from "../live.svelte";
import { restoreReceipt } from "../trash";
import type { Replaced } from "./store";

/** The new one is there: the old one goes into the trash, and can be taken back from there. */
export async function putAway({ receipt, name }: Replaced): Promise<void> {
  try {
    await data(api.DELETE("/api/v1/receipts/{id}/", { params: { path: { id: receipt } } }));
  } catch (error) {
    // Somebody has thrown it away meanwhile.
    if (asApiError(error).status !== 404) toasts.showError(error);
    return;
  }
  live.expect();
  toasts.show(m.inbox_replaced({ name }), { undo: () => bringBack(receipt) });
}

async function bringBack(receipt: number): Promise<void> {
  await restoreReceipt(receipt).catch((error) => toasts.showError(error));
  live.expect();
}
