/** What becomes of an upload that the server has not taken. */

import type { ApiError } from "../api/errors";

/**
 * "refuse": it is about this file, and sending it again would not help. The others are about all of
 * them: "offline" the server cannot be reached, "busy" it asks for time, "full" the quota is used.
 */
export type Verdict = { what: "refuse" | "full" } | { what: "offline" | "busy"; seconds: number };

const LONGEST_SECONDS = 30;
const TRIES = 4;
const FULL = new Set(["quota_exceeded", "too_many_failed_reads"]);
const OF_THE_FILE = new Set([400, 413, 415]);
const SAYS_ITSELF = /\.(pdf|xml|eml)$/i;
const BUSY = new Set([429, 502, 503, 504]);

/** `tries` counts those of this file that failed, this one included. */
export function verdictOn(error: ApiError, tries: number): Verdict {
  if (FULL.has(error.code)) return { what: "full" };
  const seconds = error.retryAfter ?? Math.min(LONGEST_SECONDS, 2 ** tries);
  if (error.status === 0) return { what: "offline", seconds };
  const isBusy = BUSY.has(error.status) || error.code === "idempotency_key_in_use";
  if (isBusy || (error.status >= 500 && tries < TRIES)) return { what: "busy", seconds };
  return { what: "refuse" };
}

/** Whether it goes on while the quota is used: an e-invoice takes no place, and the server tells. */
export function mayTakeNoPlace(files: File[]): boolean {
  return files.length === 1 && SAYS_ITSELF.test(files[0]!.name);
}

/** Of what was refused: another time it may be taken, unless the file itself is wrong. */
export function mayPass(error: ApiError): boolean {
  return !OF_THE_FILE.has(error.status);
}
