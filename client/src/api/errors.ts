/** What can go wrong with a call, in one shape. */

import { m } from "../i18n/generated/messages";

/** `message` is a sentence for a person, `code` stable. `status` 0: the server was not reached. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  /** Sentences of each field that is wrong, by the names of the request. */
  readonly fields: Record<string, string[]>;
  /** Seconds after which it may go better. Null: nobody knows. */
  readonly retryAfter: number | null;
  /** The whole answer, where a code has particulars. */
  readonly body: Record<string, unknown>;

  constructor(
    message: string,
    about: {
      code: string;
      status: number;
      fields?: Record<string, string[]>;
      retryAfter?: number | null;
      body?: Record<string, unknown>;
    },
  ) {
    super(message);
    this.name = "ApiError";
    this.code = about.code;
    this.status = about.status;
    this.fields = about.fields ?? {};
    this.retryAfter = about.retryAfter ?? null;
    this.body = about.body ?? {};
  }

  /** Not reached, not answered, or too much at once: another time it may go better. */
  get isPassing(): boolean {
    const isLost = this.code === "offline" || this.code === "late";
    return isLost || this.status === 429 || this.status >= 500;
  }
}

const GATEWAY = new Set([429, 502, 503, 504]);

export async function errorOf(response: Response): Promise<ApiError> {
  const text = await response.text();
  return errorOfText(response.status, text, (name) => response.headers.get(name));
}

/** For answers that `fetch` has not brought, such as an upload's with progress. */
export function errorOfText(
  status: number,
  text: string,
  header: (name: string) => string | null,
): ApiError {
  const body = objectOf(text);
  const retryAfter = secondsOf(header("Retry-After") ?? "", header("Date") ?? "");
  if (Array.isArray(body.errors)) return allauthError(status, body.errors, body, retryAfter);
  const { detail, code } = body;
  if (typeof detail !== "string" || typeof code !== "string") {
    // Of what stands before the server, such as while it starts anew, or of allauth's limits.
    if (GATEWAY.has(status)) {
      const message = status === 429 ? m.common_too_often() : m.common_unavailable();
      return new ApiError(message, { code: "unavailable", status, retryAfter, body });
    }
    const id = header("X-Request-ID") ?? String(status);
    const message = status === 413 ? m.common_too_large() : m.common_unexpected({ id });
    return new ApiError(message, { code: "unexpected", status, retryAfter, body });
  }
  return new ApiError(detail, { code, status, fields: fieldsOf(body), retryAfter, body });
}

/** As a server writes it, a number or a moment of its own clock: that of this machine may be wrong. */
function secondsOf(text: string, now: string): number | null {
  const seconds = Number(text) || (Date.parse(text) - (Date.parse(now) || Date.now())) / 1000;
  return seconds > 0 ? Math.ceil(seconds) : null;
}

/** Any thrown thing as one that can be shown. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  console.error(error);
  return new ApiError(m.common_unexpected({ id: String(error) }), { code: "bug", status: 0 });
}

export function offlineError(): ApiError {
  return new ApiError(m.common_offline(), { code: "offline", status: 0 });
}

export function lateError(): ApiError {
  return new ApiError(m.common_late(), { code: "late", status: 0 });
}

/** Of an answer that broke off in the middle, that took too long, or that is somebody else's. */
export function asBroken(error: unknown): unknown {
  if (error instanceof DOMException) return lateError();
  return error instanceof TypeError || error instanceof SyntaxError ? offlineError() : error;
}

/** Calls under `auth/` keep allauth's shape. */
function allauthError(
  status: number,
  errors: { message: string; code: string; param?: string }[],
  body: Record<string, unknown>,
  retryAfter: number | null,
): ApiError {
  const fields: Record<string, string[]> = {};
  for (const { param, message } of errors) if (param) (fields[param] ??= []).push(message);
  const message = errors.map((error) => error.message).join(" ");
  return new ApiError(message, { code: errors[0]?.code ?? "", status, fields, retryAfter, body });
}

function fieldsOf(body: Record<string, unknown>): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(body)) {
    if (Array.isArray(value) && value.every((part) => typeof part === "string")) {
      fields[name] = value;
    }
  }
  return fields;
}

function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return value && typeof value === "object" ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
