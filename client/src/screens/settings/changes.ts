/** What differs between two states of a thing. */

/** What stands elsewhere now, of something that was changed here too. */
export interface Conflict<Thing> {
  name: keyof Thing;
  value: Thing[keyof Thing];
}

export function changesOf<Thing extends object>(before: Thing, now: Thing): Partial<Thing> {
  const names = Object.keys(now) as (keyof Thing)[];
  const changed = names.filter((name) => now[name] !== before[name]);
  return Object.fromEntries(changed.map((name) => [name, now[name]])) as Partial<Thing>;
}
