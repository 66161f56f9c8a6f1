/** The password once more, where allauth wants it before it does something. */

import { ApiError } from "./errors";

class Proof {
  isAsked = $state(false);
  #answered: ((isGiven: boolean) => void) | null = null;

  /** Makes a call, if need be after the person has proved who they are. Undefined: they gave up. */
  async around<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await call();
    } catch (error) {
      if (!isPasswordWanted(error)) throw error;
    }
    return this.before(call);
  }

  /** Asked at once: what follows within the next minutes is not kept up by it. */
  async before<T>(call: () => Promise<T>): Promise<T | undefined> {
    return (await this.#ask()) ? call() : undefined;
  }

  settle(isGiven: boolean): void {
    this.isAsked = false;
    this.#answered?.(isGiven);
    this.#answered = null;
  }

  #ask(): Promise<boolean> {
    this.isAsked = true;
    return new Promise((resolve) => (this.#answered = resolve));
  }
}

export const proof = new Proof();

function isPasswordWanted(error: unknown): boolean {
  if (!(error instanceof ApiError) || error.status !== 401) return false;
  const asked = error.body.data as { flows?: { id: string }[] } | undefined;
  return asked?.flows?.some(({ id }) => id === "reauthenticate") ?? false;
}
