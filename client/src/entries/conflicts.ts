/** What is typed, laid on what somebody else has made of the entry meanwhile. */

import { GROUPS, isSame, PARTS, same, type Draft, type PartName, type TypedEntry } from "./form";

/**
 * `form` on a later state of the entry: what was typed since `before` stays, and what is only
 * written otherwise, or about to be typed, does so where that state has nothing else.
 */
export function rebased(
  form: TypedEntry,
  before: TypedEntry,
  now: TypedEntry,
  locale: string,
): TypedEntry {
  const merged = { ...form };
  for (const name of PARTS) {
    const isOld = isSame(name, form, before, locale) && !isSame(name, now, before, locale);
    if (isOld || same(form[name], before[name])) set(merged, name, now[name]);
  }
  return structuredClone(merged);
}

export interface Difference {
  name: PartName;
  /** The part with which it is chosen: an amount is of one's own as its currency is. */
  lead: PartName;
  mine: TypedEntry[PartName];
  theirs: TypedEntry[PartName];
}

/** Where somebody else has set another value than is typed here. */
export function conflicts(
  form: TypedEntry,
  before: TypedEntry,
  theirs: TypedEntry,
  locale: string,
): Difference[] {
  const isTyped = (name: PartName) => !isSame(name, form, before, locale);
  const isTheirs = (name: PartName) => !isSame(name, theirs, before, locale);
  const differs = (name: PartName) => !isSame(name, form, theirs, locale);
  const together = GROUPS.filter(
    (group) => differs(group[0]) && group.some(isTyped) && group.some(isTheirs),
  );
  return PARTS.filter(differs).flatMap((name) => {
    const group = together.find((parts) => parts.includes(name));
    if (!group && !(isTyped(name) && isTheirs(name))) return [];
    return { name, lead: group?.[0] ?? name, mine: form[name], theirs: theirs[name] };
  });
}

/** `form` on `theirs`, where of each difference those led by one of `keeps` stay as they are typed. */
export function settled(
  { form, before }: Draft,
  theirs: TypedEntry,
  { differences, keeps }: { differences: Difference[]; keeps: Set<string> },
  locale: string,
): TypedEntry {
  const merged = rebased(form, before, theirs, locale);
  for (const { name, lead } of differences) {
    set(merged, name, keeps.has(lead) ? form[name] : theirs[name]);
  }
  return structuredClone(merged);
}

/** One comes back to what was typed, and the entry is `now`. Contradictions are asked about first. */
export function takenUp(
  draft: Draft,
  now: TypedEntry,
  locale: string,
): Draft & { differences: Difference[] } {
  const differences = conflicts(draft.form, draft.before, now, locale);
  if (differences.length) return { ...structuredClone(draft), differences };
  return { form: rebased(draft.form, draft.before, now, locale), before: now, differences };
}

function set(form: TypedEntry, name: PartName, value: TypedEntry[PartName]): void {
  (form as Record<string, unknown>)[name] = value;
}
