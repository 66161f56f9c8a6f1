/** How long a call is waited for, and which is sent once more. */

import { lateError, offlineError } from "./errors";

const SAFE = new Set(["GET", "HEAD"]);
/** Longer than the server works at any answer; what takes longer it does in the background. */
const ANSWER_SECONDS = 60;
/** Of a file that is coming. */
const FILE_SECONDS = 600;

export function isSafe({ method }: Request): boolean {
  return SAFE.has(method);
}

/**
 * Throws ApiError where the server was not reached, or does not answer. What only asks is asked once
 * more where the connection has broken, such as by a server that starts anew.
 */
export async function fetchInTime(request: Request): Promise<Response> {
  let tries = isSafe(request) ? 2 : 1;
  for (;;) {
    const late = new AbortController();
    try {
      return await inTime(request, late);
    } catch (error) {
      if (request.signal.aborted) throw error;
      if (late.signal.aborted) throw lateError();
      if ((tries -= 1) === 0 || !navigator.onLine) throw offlineError();
    }
  }
}

/** Until its head is there, and then once more for what comes after it. */
async function inTime(request: Request, late: AbortController): Promise<Response> {
  const after = (seconds: number) => setTimeout(() => late.abort(), seconds * 1000);
  const signal = AbortSignal.any([request.signal, late.signal]);
  const timer = after(ANSWER_SECONDS);
  const response = await fetch(request, { signal }).finally(() => clearTimeout(timer));
  const isJson = response.headers.get("Content-Type")?.includes("json") ?? true;
  after(isJson ? ANSWER_SECONDS : FILE_SECONDS);
  return response;
}
