/** Something that a screen loads, and loads again after a change without being emptied. */

import { asApiError, type ApiError } from "./api/errors";

export class Resource<T> {
  value = $state.raw<T | null>(null);
  error = $state.raw<ApiError | null>(null);
  readonly #ask: () => Promise<T>;
  #times = 0;

  /** With `begin` false it is loaded by whoever needs it first. */
  constructor(ask: () => Promise<T>, { begin = true } = {}) {
    this.#ask = ask;
    if (begin) void this.load();
  }

  /** Of two that overtake each other the later one counts. Throws nothing. */
  async load(): Promise<void> {
    const time = (this.#times += 1);
    try {
      const value = await this.#ask();
      if (time === this.#times) [this.value, this.error] = [value, null];
    } catch (error) {
      if (time === this.#times) this.error = asApiError(error);
    }
  }
}
