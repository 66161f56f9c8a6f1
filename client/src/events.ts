/** What happens to receipts and entries, in words. */

import type { Schema } from "./api/client";
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
