/** Changes of what others may have changed or removed meanwhile. */

import { toasts } from "../components/toasts.svelte";
import { asApiError } from "./errors";

/**
 * What is typed stays: refused, it is saved next on what somebody else has made of it, which `renew`
 * brings. With what is removed its form goes as well, so that it is told elsewhere.
 */
export async function renewing<T>(call: Promise<T>, renew: () => unknown): Promise<T> {
  try {
    return await call;
  } catch (thrown) {
    const { status } = asApiError(thrown);
    if (status === 404) toasts.showError(thrown);
    if (status === 404 || status === 412) await renew();
    throw thrown;
  }
}
