/**
 * Calls that were sent and of which nobody knows whether they were done: the same call once more
 * gets the key that it had, so that it is done once. Of things that somebody has changed since it
 * is another call: the old answer would say of them what is not so any more.
 */

export const KEY = "Idempotency-Key";
/** Versions of what a call is about, where it has no `If-Match`. It is not sent. */
export const VERSIONS = "X-Versions";
const KEPT_MS = 10 * 60 * 1000;
/** It was not done, or may not have been, and may be another time. */
const IS_OPEN = new Set([401, 409, 429]);

export class Unanswered {
  readonly #keys = new Map<string, { key: string; at: number }>();

  async take(request: Request, now = Date.now()): Promise<undefined> {
    const key = request.headers.get(KEY);
    if (key === null) return;
    for (const [call, { at }] of this.#keys) if (at <= now - KEPT_MS) this.#keys.delete(call);
    const call = await callOf(request);
    const known = this.#keys.get(call);
    if (known) request.headers.set(KEY, known.key);
    else this.#keys.set(call, { key, at: now });
  }

  settle(request: Request, { status }: Pick<Response, "status">): void {
    if (status >= 500 || IS_OPEN.has(status)) return;
    const key = request.headers.get(KEY);
    // What was done with the same things since makes the same call another one; to look is no deed.
    const isDone = request.method !== "GET" && status < 300;
    const things = isDone && thingsOf(request.url);
    for (const [call, known] of this.#keys)
      if (known.key === key || (things && thingsOf(call) === things)) this.#keys.delete(call);
  }
}

async function callOf(request: Request): Promise<string> {
  const { method, url, headers } = request;
  const versions = headers.get("If-Match") ?? headers.get(VERSIONS) ?? "";
  headers.delete(VERSIONS);
  return `${method} ${url} ${versions} ${await request.clone().text()}`;
}

/** Of an address: up to the id of one, or to "bulk" of many. New things have none. */
function thingsOf(call: string): string | undefined {
  return /https?:\/\/\S*?\/(?:\d+|bulk)\//.exec(call)?.[0];
}
