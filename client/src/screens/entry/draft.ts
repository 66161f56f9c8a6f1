/** An entry as it is typed, and as the API takes it. */

import type { Schema } from "../../api/client";
import { editableAmount, parseAmount } from "../../money";

type Entry = Schema["Transaction"];
type Change = Schema["PatchedEntryChangeRequest"];

const AMOUNTS = ["total", "subtotal", "discount", "tax", "tip"] as const;
const TEXTS = ["vendor", "currency", "receipt_number", "notes"] as const;
type Amount = (typeof AMOUNTS)[number];

/** All are texts, as fields have them. */
export interface Draft extends Record<Amount | (typeof TEXTS)[number], string> {
  purchased_on: string;
  transaction_type: Schema["TransactionTypeEnum"];
  category: string;
  payment_method: Schema["PaymentMethodEnum"] | "";
}

export function emptyDraft(currency: string, today: string): Draft {
  return {
    vendor: "",
    purchased_on: today,
    total: "",
    subtotal: "",
    discount: "",
    tax: "",
    tip: "",
    currency,
    transaction_type: "expense",
    category: "",
    payment_method: "",
    receipt_number: "",
    notes: "",
  };
}

export function draftOf(entry: Entry, locale: string): Draft {
  const draft = emptyDraft(entry.currency, entry.purchased_on ?? "");
  for (const name of TEXTS) draft[name] = entry[name];
  for (const name of AMOUNTS) draft[name] = editableAmount(entry[name], locale);
  draft.transaction_type = entry.transaction_type;
  draft.category = entry.category ?? "";
  draft.payment_method = entry.payment_method;
  return draft;
}

/** What is no amount goes as it was typed: the API says so at its field. */
export function requestOf(draft: Draft, locale: string): Change {
  const request: Change = {
    vendor: draft.vendor.trim(),
    purchased_on: draft.purchased_on || null,
    currency: draft.currency,
    transaction_type: draft.transaction_type,
    category: draft.category || null,
    payment_method: draft.payment_method,
    receipt_number: draft.receipt_number.trim(),
    notes: draft.notes.trim(),
  };
  for (const name of AMOUNTS) {
    request[name] = draft[name].trim() ? (parseAmount(draft[name], locale) ?? draft[name]) : null;
  }
  return request;
}

/** The fields in which two requests differ, in the order of the form. */
export function differing(a: Change, b: Change): (keyof Change)[] {
  return (Object.keys(a) as (keyof Change)[]).filter((name) => a[name] !== b[name]);
}

/** What has been changed of what there was: nothing else is sent, so nothing else is overwritten. */
export function changesOf(before: Change, now: Change): Change {
  return Object.fromEntries(differing(now, before).map((name) => [name, now[name]]));
}
