/** Signing in and out by allauth's browser client, whose calls the API's document does not have. */

import { asBroken, errorOf } from "./errors";
import { send, sendSignedIn } from "./transport";

const BROWSER = "/api/v1/auth/browser/v1";

/** `flow` is what allauth wants next: "mfa_authenticate", "verify_email", or "login", all anew. */
export type SignInStep = { done: true } | { done: false; flow: string };

interface Answer {
  data?: { user?: { email: string }; flows?: { id: string; is_pending?: boolean }[] };
  meta?: Record<string, unknown>;
}

/** Who is signed in, by address; it also sets the token against forged calls. */
export async function readSession(): Promise<string | null> {
  const response = await sendAuth("GET", "/auth/session");
  // 410: it has just ended.
  if (response.status === 401 || response.status === 410) return null;
  return (await answerOf(response)).data?.user?.email ?? null;
}

export async function signIn(email: string, password: string): Promise<SignInStep> {
  return stepOf(await sendAuth("POST", "/auth/login", { email, password }));
}

export async function sendSecondFactor(code: string): Promise<SignInStep> {
  return stepOf(await sendAuth("POST", "/auth/2fa/authenticate", { code }));
}

/** The password once more, where allauth answers 401 with the flow "reauthenticate". */
export async function reauthenticate(password: string): Promise<void> {
  await authCall("POST", "/auth/reauthenticate", { password });
}

/** Of one that has ended already as well. */
export async function signOut(): Promise<void> {
  const response = await send(requestOf("POST", "/api/v1/accounts/logout/", {}));
  if (!response.ok && response.status !== 401) throw await errorOf(response);
}

/** Any other call of it: `authCall("GET", "/account/authenticators")`. Throws ApiError. */
export async function authCall<Data = unknown>(
  method: string,
  path: string,
  body?: object,
): Promise<Data> {
  const response = await sendSignedIn(requestOf(method, BROWSER + path, body), hasEnded);
  return (await answerOf(response)).data as Data;
}

/** 401 means that the password is wanted once more, too. */
async function hasEnded(response: Response): Promise<boolean> {
  if (response.status === 410) return true;
  if (response.status !== 401) return false;
  const { meta } = (await response.clone().json()) as Answer;
  return !meta?.is_authenticated;
}

function sendAuth(method: string, path: string, body?: object): Promise<Response> {
  return send(requestOf(method, BROWSER + path, body));
}

function requestOf(method: string, path: string, body?: object): Request {
  const url = new URL(path, location.origin);
  if (!body) return new Request(url, { method });
  const headers = { "Content-Type": "application/json" };
  return new Request(url, { method, headers, body: JSON.stringify(body) });
}

async function stepOf(response: Response): Promise<SignInStep> {
  if (response.status === 401) {
    const { data } = (await response.clone().json()) as Answer;
    // None waits: what the password began has run out.
    const flow = data?.flows?.find(({ is_pending }) => is_pending)?.id ?? "login";
    return { done: false, flow };
  }
  // 409: it was done already, in another tab or by a call whose answer was lost.
  if (response.status !== 409) await answerOf(response);
  return { done: true };
}

async function answerOf(response: Response): Promise<Answer> {
  if (!response.ok) throw await errorOf(response);
  try {
    const text = await response.text();
    return text ? (JSON.parse(text) as Answer) : {};
  } catch (error) {
    throw asBroken(error);
  }
}
