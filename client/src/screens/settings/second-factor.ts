/** What allauth says of the second factor. */

import { authCall } from "../../api/auth";
import { ApiError } from "../../api/errors";

export interface Authenticator {
  type: "totp" | "recovery_codes" | "webauthn";
  unused_code_count?: number;
}

/** `totp_url` is what an authenticator app reads from a QR code. */
export interface NewSecret {
  secret: string;
  totp_url: string;
}

/** A secret that counts once a code of it was sent. It comes with the answer that there is none. */
export async function readSecret(): Promise<NewSecret> {
  try {
    await authCall("GET", "/account/authenticators/totp");
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return error.body.meta as NewSecret;
    throw error;
  }
  throw new Error("There is a second factor already.");
}

/** In groups of four, to be typed. */
export function grouped(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? "";
}
