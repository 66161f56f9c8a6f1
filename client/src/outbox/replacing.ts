/** What becomes of a receipt whose picture was taken again. */

import { api, data, ifMatch } from "../api/client";
import { asApiError } from "../api/errors";
import { toasts } from "../components/toasts.svelte";
import { m } from "../i18n/generated/messages";
import { live } from "../live.svelte";
import { restoreReceipt } from "../trash";
import type { Replaced } from "./store";

/**
 * The new one is there: the old one goes into the trash, and can be taken back from there. Throws
 * ApiError where it may go another time.
 */
export async function putAway({ receipt, version, name }: Replaced): Promise<void> {
  try {
    const params = { path: { id: receipt }, header: ifMatch(version) };
    await data(api.DELETE("/api/v1/receipts/{id}/", { params }));
  } catch (thrown) {
    const error = asApiError(thrown);
    if (error.isPassing) throw error;
    if (error.status === 412) toasts.show(m.inbox_not_replaced({ name }), { kind: "bad" });
    // Somebody has thrown it away meanwhile.
    else if (error.status !== 404) toasts.showError(error);
    return;
  }
  live.expect();
  toasts.show(m.inbox_replaced({ name }), { undo: () => bringBack(receipt) });
}

async function bringBack(receipt: number): Promise<void> {
  await restoreReceipt(receipt);
  live.expect();
}
