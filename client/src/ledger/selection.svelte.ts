/** The entries that were picked, whether they are seen or not. */

import type { Picked } from "./parts";

export class Selection {
  // Replaced as a whole: of ten thousand, each of its own would cost too much.
  #picked = $state.raw<ReadonlyMap<number, Picked>>(new Map());

  get size(): number {
    return this.#picked.size;
  }

  get entries(): Picked[] {
    return [...this.#picked.values()];
  }

  /** The row from which a range goes; null: none was picked. */
  anchor: number | null = null;

  has(id: number): boolean {
    return this.#picked.has(id);
  }

  toggle(entry: Picked, index: number): void {
    this.anchor = index;
    const picked = new Map(this.#picked);
    if (!picked.delete(entry.id)) picked.set(entry.id, entry);
    this.#picked = picked;
  }

  /** Beside those that are picked already. */
  add(entries: Picked[]): void {
    this.set([...this.entries, ...entries]);
  }

  remove(entries: Picked[]): void {
    this.forget(entries.map(({ id }) => id));
  }

  /** Those of them that are picked and were not known so yet. */
  older(entries: Pick<Picked, "id" | "version">[]): number[] {
    return entries
      .filter(({ id, version }) => (this.#picked.get(id)?.version ?? version) < version)
      .map(({ id }) => id);
  }

  /** What is picked is as it is now, whoever has changed it since. */
  renew(entries: Picked[]): void {
    const old = new Set(this.older(entries));
    if (old.size) this.add(entries.filter(({ id }) => old.has(id)));
  }

  forget(ids: number[]): void {
    const gone = new Set(ids);
    if (ids.some((id) => this.has(id))) this.set(this.entries.filter(({ id }) => !gone.has(id)));
  }

  set(entries: Picked[]): void {
    this.#picked = new Map(entries.map((entry) => [entry.id, entry]));
    if (!entries.length) this.anchor = null;
  }

  clear(): void {
    this.set([]);
  }
}
