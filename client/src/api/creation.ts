/**
 * One new thing, made once: as long as nobody knows whether it was made, the same is sent again by
 * the same key, and what has been typed since goes as a change to the thing that it made. Once that
 * is known, what is sent next makes another one. Before that only the person can say whether what
 * is sent is the same thing, corrected, or another one.
 */

import { ApiError } from "./errors";
import { newKey } from "./transport";

export interface Calls<Body, Made> {
  /** With the `key` of the call, and whether it was done before. */
  post: (body: Body, key: string) => Promise<{ made: Made; isOld: boolean }>;
  /** As it is now: it may have been changed since it was made. */
  load: (made: Made) => Promise<Made>;
  patch: (made: Made, changes: Partial<Body>) => Promise<Made>;
}

export class Creation<Body extends object, Made> {
  readonly #calls: Calls<Body, Made>;
  /** What was sent first, unless it was surely not done. */
  #first: { body: Body; key: string } | null = null;
  /** What is at work. */
  current: Promise<Made> | null = null;

  constructor(calls: Calls<Body, Made>) {
    this.#calls = calls;
  }

  /** What was sent, where nobody knows whether it was made. */
  get unsure(): Body | null {
    return this.current ? null : (this.#first?.body ?? null);
  }

  /** The thing, as `body` says, however often it is called. Throws ApiError. */
  send(body: Body): Promise<Made> {
    return this.#atWork(this.#send(body));
  }

  /** Another thing than `unsure`, which is made as it was sent, and once, before. Throws ApiError. */
  sendAnother(body: Body): Promise<Made> {
    return this.#atWork(this.#sendAnother(body));
  }

  async #sendAnother(body: Body): Promise<Made> {
    if (this.#first) await this.#send(this.#first.body);
    return this.#send(body);
  }

  async #atWork(current: Promise<Made>): Promise<Made> {
    this.current = current;
    try {
      return await current;
    } finally {
      if (this.current === current) this.current = null;
    }
  }

  /** What was sent first is forgotten where what comes next is another thing, and no change of it. */
  leave(isOther: (first: Body) => boolean): void {
    if (this.#first && isOther(this.#first.body)) this.#first = null;
  }

  async #send(body: Body): Promise<Made> {
    const first = (this.#first ??= { body, key: newKey() });
    const changes = differing(first.body, body);
    const isAsFirst = Object.keys(changes).length === 0;
    let made: Made;
    try {
      made = await this.#make(first);
    } catch (error) {
      if (mayBeDone(error)) throw error;
      this.#first = null;
      if (isAsFirst) throw error;
      return this.#send(body);
    }
    if (!isAsFirst) made = await this.#calls.patch(made, changes);
    if (this.#first === first) this.#first = null;
    return made;
  }

  async #make({ body, key }: { body: Body; key: string }): Promise<Made> {
    const { made, isOld } = await this.#calls.post(body, key);
    return isOld ? this.#calls.load(made) : made;
  }
}

/** Of what was refused so: it was done, or is at work still, or neither. */
export function mayBeDone(error: unknown): boolean {
  if (!(error instanceof ApiError)) return true;
  return error.isPassing || error.code === "idempotency_key_in_use";
}

function differing<Body extends object>(first: Body, now: Body): Partial<Body> {
  const names = Object.keys(now) as (keyof Body)[];
  const others = names.filter((name) => JSON.stringify(now[name]) !== JSON.stringify(first[name]));
  return Object.fromEntries(others.map((name) => [name, now[name]])) as Partial<Body>;
}
