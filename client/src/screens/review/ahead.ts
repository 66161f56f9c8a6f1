/** Those that come next and the one before: there at once when they are asked for. */

import { idle } from "../../look-ahead";
import { loadReceipt, previewOf, type Loaded } from "./load";
import type { View } from "./view";

export class Ahead {
  readonly #kept = new Map<number, Promise<Loaded>>();
  readonly #make: (loaded: Loaded) => View;
  /** Of the likeliest. */
  #ready: View | null = null;
  #wanted: number[] = [];

  constructor(make: (loaded: Loaded) => View) {
    this.#make = make;
  }

  /** Those named and no others, in their order, each with its preview before the next one begins. */
  async keep(wanted: number[]): Promise<void> {
    this.#wanted = wanted;
    for (const id of this.#kept.keys()) if (!wanted.includes(id)) this.forget(id);
    for (const id of wanted) {
      const loading = this.#kept.get(id) ?? this.#fetch(id);
      const loaded = await loading.catch(() => null);
      if (loaded) await previewOf(loaded.receipt);
      if (loaded && id === wanted[0]) await this.#makeReady(loaded, loading);
      if (this.#wanted !== wanted) return;
    }
  }

  /** It may have changed since it was fetched. */
  forget(id: number): void {
    this.#kept.delete(id);
    if (this.#ready?.open.id !== id) return;
    this.#ready.close();
    this.#ready = null;
  }

  /** Whoever gets it keeps it. */
  async take(id: number): Promise<View> {
    const ready = this.#ready?.open.id === id ? this.#ready : null;
    if (ready) this.#ready = null;
    const kept = this.#kept.get(id);
    this.forget(id);
    return ready ?? this.#make(await (kept ?? loadReceipt(id)));
  }

  async #makeReady(loaded: Loaded, loading: Promise<Loaded>): Promise<void> {
    const { id } = loaded.receipt;
    if (this.#ready?.open.id === id) return;
    await idle();
    if (this.#kept.get(id) !== loading || this.#wanted[0] !== id) return;
    this.#ready?.close();
    this.#ready = this.#make(loaded);
  }

  #fetch(id: number): Promise<Loaded> {
    const loading = loadReceipt(id);
    this.#kept.set(id, loading);
    // Whoever opens it asks again, and is told what is wrong.
    loading.catch(() => this.forget(id));
    return loading;
  }
}
