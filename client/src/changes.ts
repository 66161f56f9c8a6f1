/** What differs between two states of a thing. */

export function changedValues<Thing extends object>(before: Thing, now: Thing): Partial<Thing> {
  const names = Object.keys(now) as (keyof Thing)[];
  const changed = names.filter((name) => now[name] !== before[name]);
  return Object.fromEntries(changed.map((name) => [name, now[name]])) as Partial<Thing>;
}

/** What a form shows next: what was typed otherwise than it was sent, or read, stays. */
export function withTyped<Thing extends object>(next: Thing, before: Thing, typed: Thing): Thing {
  return { ...next, ...changedValues(before, typed) };
}

/** Whether nothing was typed since it was sent. */
export function isAsSent<Thing extends object>(sent: Thing, now: Thing): boolean {
  return Object.keys(changedValues(sent, now)).length === 0;
}
