/**
 * Calls of the API, typed by its document:
 *
 *     const receipt = await data(api.GET("/api/v1/receipts/{id}/", { params: { path: { id } } }));
 *
 * A refusal is thrown as an ApiError. `answer` gives the headers as well, such as the ETag.
 */

import createClient from "openapi-fetch";
import { ApiError, asBroken, errorOf } from "./errors";
import { LostChanges } from "./lost-changes";
import { KEY, Unanswered, VERSIONS } from "./unanswered";
import type { components, paths } from "./schema";
import { newKey, sendSignedIn } from "./transport";

export type Schema = components["schemas"];

const lost = new LostChanges();

export const api = createClient<paths>({
  baseUrl: location.origin,
  fetch: (request) => lost.around(request, sendSignedIn),
  // As the API takes several values of one name.
  querySerializer: { array: { style: "form", explode: false } },
});

const unanswered = new Unanswered();

/** Whatever makes or changes something in the books. */
const ONCE = "/api/v1/receipts/";

api.use({
  async onRequest({ request }) {
    const isOnce = request.method === "POST" && new URL(request.url).pathname.startsWith(ONCE);
    const { headers } = request;
    if (isOnce && !headers.has(KEY)) headers.set(KEY, newKey());
    await unanswered.take(request);
  },
  async onResponse({ request, response }) {
    unanswered.settle(request, response);
    if (!response.ok) throw await errorOf(response);
  },
});

interface Sent<T> {
  data?: T | undefined;
  response: Response;
}

export async function data<T>(call: Promise<Sent<T>>): Promise<T> {
  return (await answer(call)).data;
}

export async function answer<T>(call: Promise<Sent<T>>): Promise<{ data: T; response: Response }> {
  try {
    const { data, response } = await call;
    return { data: data as T, response };
  } catch (error) {
    throw asBroken(error);
  }
}

/** The header of a change that is refused where somebody else was quicker. */
export function ifMatch(version: number): { "If-Match": string } {
  return { "If-Match": `"${version}"` };
}

/**
 * The header of a call that happens once, also where its answer was lost and it is sent again. POSTs
 * of `receipts/` have one by themselves, for ten minutes.
 */
export function once(): { "Idempotency-Key": string } {
  return { "Idempotency-Key": newKey() };
}

/**
 * Of a call without `If-Match`: where one of what it is about has another version by now, it is
 * another call.
 */
export function ofVersions(versions: number[]): Record<string, string> {
  return { [VERSIONS]: versions.join() };
}

/**
 * Of a POST: what it made. `isOld`: an earlier call with this key did, and it may have been changed
 * since.
 */
export async function created<T>(call: Promise<Sent<T>>): Promise<{ made: T; isOld: boolean }> {
  const { data: made, response } = await answer(call);
  return { made, isOld: response.headers.has("Idempotent-Replayed") };
}

/** Of a DELETE: what is gone already, such as after a lost answer, is gone as it was wanted. */
export async function removed(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404) throw error;
  }
}

/** What `If-Match` is given of an answer. */
export function tagOf(response: Response): string {
  return response.headers.get("ETag") ?? "";
}
