/** What asks again and again by itself leaves the server alone for as long as that asks for. */

import { ApiError } from "./errors";

let until = 0;

/** Call it with what such a question was refused by. */
export function heed(error: unknown): void {
  if (!(error instanceof ApiError) || error.retryAfter === null) return;
  until = Math.max(until, Date.now() + error.retryAfter * 1000);
}

/** 0: it may be asked. */
export function quietSeconds(): number {
  return Math.max(0, until - Date.now()) / 1000;
}
