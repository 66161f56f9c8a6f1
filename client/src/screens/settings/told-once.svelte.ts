/** Something whose secret is told once, with the answer that it was made by. */

import { mayBeDone } from "../../api/creation";

export class ToldOnce {
  /** One that nobody has seen may have been made. */
  isLost = $state(false);
  readonly #onlost: () => unknown;

  constructor(onlost: () => unknown) {
    this.#onlost = onlost;
  }

  /** What `call` gives. Throws as it does, and remembers where the answer alone was lost. */
  async make<Made>(call: Promise<Made>): Promise<Made> {
    try {
      const made = await call;
      this.isLost = false;
      return made;
    } catch (error) {
      this.isLost = mayBeDone(error);
      if (this.isLost) this.#onlost();
      throw error;
    }
  }
}
