/** The words for what an entry has. */

import type { Schema } from "../../api/client";
import { categories } from "../../categories.svelte";
import { m } from "../../i18n/generated/messages";

const PAYMENTS: Record<Schema["PaymentMethodEnum"], () => string> = {
  cash: m.ledger_payment_cash,
  card: m.ledger_payment_card,
  bank_transfer: m.ledger_payment_bank_transfer,
  direct_debit: m.ledger_payment_direct_debit,
  mobile: m.ledger_payment_mobile,
  cheque: m.ledger_payment_cheque,
  other: m.ledger_payment_other,
};
const FIELDS: Record<string, () => string> = {
  vendor: m.ledger_vendor,
  purchased_on: m.ledger_date,
  total: m.ledger_total,
  subtotal: m.ledger_subtotal,
  discount: m.ledger_discount,
  tax: m.ledger_tax,
  tip: m.ledger_tip,
  currency: m.ledger_currency,
  transaction_type: m.ledger_type,
  category: m.ledger_category,
  payment_method: m.ledger_payment,
  receipt_number: m.ledger_number,
  notes: m.ledger_notes,
  deductible_share: m.ledger_deductible,
  items: m.ledger_items,
  tax_lines: m.ledger_tax_lines,
};
const EVENTS: Record<Schema["EventKindEnum"], () => string> = {
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

export function paymentLabel(method: Schema["PaymentMethodEnum"] | ""): string {
  return method && PAYMENTS[method]();
}

export const paymentChoices = () =>
  Object.entries(PAYMENTS).map(([value, label]) => ({ value, label: label() }));

export function fieldLabel(name: string): string {
  return FIELDS[name]?.() ?? name;
}

/** A value of the API in words; of a list, that there is one. */
export function valueText(field: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return m.ledger_none();
  if (field === "category") return categories.name(String(value));
  return typeof value === "object" ? "…" : String(value);
}

export function eventLabel(kind: Schema["EventKindEnum"]): string {
  return EVENTS[kind]();
}
