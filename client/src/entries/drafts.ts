/** What was typed of entries and not saved when they were left; for as long as the page is open. */

import { today } from "../formats";
import { session } from "../session.svelte";
import { holdUnsaved } from "../unsaved";
import { rebased } from "./conflicts";
import type { EntryCreation } from "./creation";
import {
  changesOf,
  formOf,
  isTyped,
  same,
  type Draft,
  type Transaction,
  type TypedEntry,
} from "./form";

export interface Kept extends Draft {
  /** Of a new one, which may have been made already. */
  creation?: EntryCreation;
  /** What of it was being saved when it was left. */
  sent?: TypedEntry | null;
}

export const drafts = new Map<number | "new", Kept>();

holdUnsaved(() => drafts.size > 0);

/** What was left. Its form holds it now, and leaves it here again. */
export function takeDraft(key: number | "new"): Kept | undefined {
  const kept = drafts.get(key);
  drafts.delete(key);
  return kept;
}

/** Left while `saved` was being saved, it was kept as if it were not. */
export function dropSaved(key: number | "new", saved: TypedEntry): void {
  if (same(drafts.get(key)?.form, saved)) drafts.delete(key);
}

/** What was typed since `sent` was sent goes on in the entry that was made of it. */
export function keepTypedSince(
  now: TypedEntry,
  sent: TypedEntry,
  made: Transaction,
  locale: string,
): void {
  const before = formOf(made, locale, made.currency);
  const form = rebased(now, sent, before, locale);
  if (isTyped(changesOf(form, before, locale))) drafts.set(made.id, { form, before });
}

/** Left while it was being made by `creation`, and open nowhere now: see `keepTypedSince`. */
export function settleLeft(
  creation: EntryCreation,
  sent: TypedEntry,
  made: Transaction,
  locale: string,
): void {
  if (drafts.get("new")?.creation !== creation) return;
  keepTypedSince(takeDraft("new")!.form, sent, made, locale);
}

/** What a new one begins with. */
export function emptyForm(locale: string): TypedEntry {
  const currency = session.profile?.home_currency ?? "EUR";
  return { ...formOf(null, locale, currency), purchased_on: today() };
}
