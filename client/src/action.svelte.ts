/** Something that a person does: whether it is at work, and why it did not succeed. */

import { asApiError, type ApiError } from "./api/errors";
import { toasts } from "./components/toasts.svelte";

export class Action {
  busy = $state(false);
  error = $state.raw<ApiError | null>(null);
  #last: Promise<void> = Promise.resolve();

  /** While it is at work it does not begin once more. Throws nothing. */
  async run(work: () => unknown): Promise<void> {
    if (!this.busy) await (this.#last = this.#do(work));
  }

  /** As `run`; what did not succeed is told in passing. */
  async runTold(work: () => unknown): Promise<void> {
    await this.run(work);
    if (this.error) toasts.showError(this.error);
  }

  /** After what is at work: what can be asked for once, such as to take something back, is done. */
  async runNext(work: () => unknown): Promise<void> {
    while (this.busy) await this.#last;
    await this.run(work);
  }

  async #do(work: () => unknown): Promise<void> {
    [this.busy, this.error] = [true, null];
    try {
      await work();
    } catch (thrown) {
      this.error = asApiError(thrown);
    } finally {
      this.busy = false;
    }
  }
}
