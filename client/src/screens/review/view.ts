/** The review of a receipt as it is seen: made beside the page, and put there when it is asked for. */

import { mount, unmount } from "svelte";
import type { OpenReceipt } from "./open.svelte";
import Reviewing from "./Reviewing.svelte";

export class View {
  readonly #element = document.createElement("div");
  readonly #parts: ReturnType<typeof mount>;

  constructor(
    readonly open: OpenReceipt,
    ondone: (next: number | null) => void,
  ) {
    this.#parts = mount(Reviewing, { target: this.#element, props: { open, ondone } });
  }

  /** An attachment. */
  readonly placed = (place: Element): (() => void) => {
    place.append(this.#element);
    this.open.isShown = true;
    return () => {
      this.#element.remove();
      this.open.isShown = false;
    };
  };

  close(): void {
    void this.open.leave();
    void unmount(this.#parts);
  }
}
