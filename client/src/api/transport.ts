/** How every call is sent: with the cookie, the token against forged calls, the language. */

import { locale } from "../i18n/locale.svelte";
import { fetchInTime, isSafe } from "./patience";

const SETS_TOKEN = "/api/v1/auth/browser/v1/auth/session";

/** Whose the page is. Neither call resolves where the page goes, since it is somebody else's now. */
interface Person {
  /** Asks them to sign in again; resolves when that is done. */
  signInAgain: () => Promise<void>;
  /** Resolves while it is they who are signed in, also after a sign-in in another tab. */
  isStillThere: () => Promise<void>;
}
let person: Person | null = null;

/** `session.svelte.ts` does. */
export function setPerson(of: Person): void {
  person = of;
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
  request.headers.set("Accept-Language", locale());
  if (!isSafe(request)) request.headers.set("X-CSRFToken", await sureToken());
  return fetchInTime(request);
}

/** Of a call that changes something. Where the cookies were cleared one is fetched. Throws ApiError. */
export async function sureToken(): Promise<string> {
  if (!csrfToken()) await fetchInTime(new Request(new URL(SETS_TOKEN, location.origin)));
  return csrfToken();
}

/**
 * As `send`; where the session has ended the call waits for a new one and is sent again. Nothing that
 * one person does is sent for another.
 */
export async function sendSignedIn(
  request: Request,
  hasEnded: (response: Response) => boolean | Promise<boolean> = ({ status }) => status === 401,
): Promise<Response> {
  if (!isSafe(request)) await person?.isStillThere();
  const again = request.clone();
  const response = await send(request);
  if (!person || !(await hasEnded(response))) return response;
  await person.signInAgain();
  return send(again);
}

/** For a call that `sendSignedIn` does not send: before it, and once it has got 401. */
export async function personStillThere(): Promise<void> {
  await person?.isStillThere();
}

export async function signedInAgain(): Promise<void> {
  await person?.signInAgain();
}
