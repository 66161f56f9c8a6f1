/** What happens to receipts and entries, in words. */

import type { Schema } from "./api/client";
import { fieldLabel, valueText } from "./entries/labels";
import { m } from "./i18n/generated/messages";

export type EventKind = Schema["EventKindEnum"];

const EVENTS: Record<EventKind, () => string> = {
  uploaded: m.ledger_event_uploaded,
  read: m.ledger_event_read,
  failed: m.ledger_event_failed,
  reprocessed: m.ledger_event_reprocessed,
  created: m.ledger_event_created,
  corrected: m.ledger_event_corrected,
  verified: m.ledger_event_verified,
  unverified: m.ledger_event_unverified,
  merged: m.ledger_event_merged,
  separated: m.ledger_event_separated,
  deleted: m.ledger_event_deleted,
  restored: m.ledger_event_restored,
  purged: m.ledger_event_purged,
  viewed: m.ledger_event_viewed,
};

export const EVENT_KINDS = Object.keys(EVENTS) as EventKind[];

export function eventLabel(kind: EventKind): string {
  return EVENTS[kind]();
}

/** Why it failed or went; or what was corrected, from what to what; of other events nothing. */
export function toldOf(
  { data }: Pick<Schema["HistoryEvent"], "data">,
  currency: string | null,
): string {
  const { field, old, new: value, message } = data;
  if (typeof message === "string") return message;
  if (data.reason === "split") return m.ledger_event_split();
  if (data.split_from) return m.ledger_event_part();
  if (typeof field !== "string") return "";
  const [before, now] = [old, value].map((one) => valueText(field, one, currency)) as [
    string,
    string,
  ];
  const told = { field: fieldLabel(field), old: before, new: now };
  if (!before) return now ? m.ledger_changed_set(told) : "";
  return now ? m.ledger_changed(told) : m.ledger_changed_emptied(told);
}

/** Of an entry's history, newest first: in which currency its amounts were by then. */
export function currenciesOf(
  events: Pick<Schema["HistoryEvent"], "data">[],
  now: string,
): string[] {
  let currency = now;
  return events.map(({ data: { field, old } }) => {
    const then = currency;
    if (field === "currency" && typeof old === "string") currency = old;
    return then;
  });
}
