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

/** One row of a history. `actor` null: the machine. */
export interface Happening {
  key: string;
  title: string;
  text: string;
  at: string;
  actor: string | null;
}

/** What happened to an entry, and what of its receipt was sent to models, newest first. */
export function happenings(
  events: Schema["HistoryEvent"][],
  sent: Schema["ModelRequest"][],
  currency: string,
): Happening[] {
  const newest = events.toReversed();
  const currencies = currenciesOf(newest, currency);
  const told = newest.map((event, index) => ({
    key: `event ${event.id}`,
    title: eventLabel(event.kind),
    text: toldOf(event, currencies[index]!),
    at: event.created_at,
    actor: event.actor,
  }));
  const requests = sent.toReversed().map((request) => ({
    key: `request ${request.id}`,
    title: m.ledger_event_sent(),
    text: sentText(request),
    at: request.sent_at,
    actor: null,
  }));
  return [...told, ...requests].toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

/** Which pages, or values of them, went where, and what was painted out before. */
export function sentText(request: Schema["ModelRequest"]): string {
  const { model, address } = request;
  const pages = request.pages.join(", ");
  const what = request.fields.length
    ? m.ledger_sent_parts({ pages, fields: request.fields.map(fieldLabel).join(", ") })
    : m.ledger_sent_pages({ pages });
  const parts = [what, m.ledger_sent_to({ model, address })];
  if (request.has_text) parts.push(m.ledger_sent_text());
  if (request.masked) {
    const count = Object.values(request.masked).reduce((sum, one) => sum + one, 0);
    parts.push(m.ledger_sent_masked({ count }));
  }
  if (request.failure_code) parts.push(m.ledger_sent_unanswered());
  return parts.join(" · ");
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
