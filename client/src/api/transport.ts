/** How every call is sent: with the cookie, the token against forged calls, the language. */

import { locale } from "../i18n/locale.svelte";
import { fetchInTime, isSafe } from "./patience";

/** Asks the person to sign in again; resolves when that is done. `session.svelte.ts` sets it. */
let signInAgain: (() => Promise<void>) | null = null;

export function onSessionEnd(ask: typeof signInAgain): void {
  signInAgain = ask;
}

/** Read anew for each call: a sign-in replaces it. */
export function csrfToken(): string {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
}

/** For `Idempotency-Key`. `randomUUID` is missing where a page comes by plain HTTP. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Throws ApiError where the server was not reached. */
export async function send(request: Request): Promise<Response> {
  prepare(request);
  return fetchInTime(request);
}

/** As `send`; where the session has ended the call waits for a new one and is sent again. */
export async function sendSignedIn(
  request: Request,
  hasEnded: (response: Response) => boolean | Promise<boolean> = ({ status }) => status === 401,
): Promise<Response> {
  const again = request.clone();
  const response = await send(request);
  if (!signInAgain || !(await hasEnded(response))) return response;
  await signInAgain();
  return send(again);
}

function prepare(request: Request): void {
  request.headers.set("Accept-Language", locale());
  if (!isSafe(request)) request.headers.set("X-CSRFToken", csrfToken());
}

/** For calls that `sendSignedIn` does not send, once they have got 401. */
export async function signedInAgain(): Promise<void> {
  await signInAgain?.();
}
