/** When what was refused may go better. */

import type { ApiError } from "./api/errors";
import { moment, seconds } from "./formats";
import { m } from "./i18n/generated/messages";

const MINUTE_MS = 60_000;
/** Nobody counts more of them. */
const MOST_SECONDS = 300;

/** A sentence after the error's own. Empty: nobody knows, or that names the day itself. */
export function waitText({ retryAfter, body }: ApiError, now = Date.now()): string {
  if (!retryAfter || body.resets_on) return "";
  if (retryAfter <= MOST_SECONDS) return m.common_wait({ time: seconds(retryAfter) });
  const minutes = Math.ceil((now + retryAfter * 1000) / MINUTE_MS);
  return m.common_wait_until({ time: moment(new Date(minutes * MINUTE_MS).toISOString()) });
}
