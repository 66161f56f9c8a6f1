/** Something that a person does: whether it is at work, and why it did not succeed. */

import { asApiError, type ApiError } from "./api/errors";

export class Action {
  busy = $state(false);
  error = $state.raw<ApiError | null>(null);

  /** While it is at work it does not begin once more. Throws nothing. */
  async run(work: () => unknown): Promise<void> {
    if (this.busy) return;
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
