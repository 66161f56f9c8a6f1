/**
 * Which rows of a long list are drawn: with each frame a few more, so that however far one scrolls
 * nothing waits for them.
 */

import { SvelteSet } from "svelte/reactivity";

/** A row takes some 8 ms on a slow phone, and nothing else happens meanwhile. */
const AT_ONCE = 4;

export class Drawn {
  readonly #ids = new SvelteSet<number>();
  #wanted: readonly number[] = [];
  #waits = false;

  has(id: number): boolean {
    return this.#ids.has(id);
  }

  /** Those that are seen and some around them, the first ones first. */
  want(ids: readonly number[]): void {
    this.#wanted = ids;
    if (!this.#waits) this.#next();
  }

  #next(): void {
    const wanted = new Set(this.#wanted);
    for (const id of [...this.#ids]) if (!wanted.has(id)) this.#ids.delete(id);
    this.#waits = this.#wanted.some((id) => !this.#ids.has(id));
    if (this.#waits) requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    const missing = this.#wanted.filter((id) => !this.#ids.has(id));
    missing.slice(0, AT_ONCE).forEach((id) => this.#ids.add(id));
    this.#next();
  }
}
