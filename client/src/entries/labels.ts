/** The words for what an entry has. */

import type { Schema } from "../api/client";
import { categories } from "../categories.svelte";
import { amount, day } from "../formats";
import { formatLocale } from "../i18n/locale.svelte";
import { m } from "../i18n/generated/messages";
import { numberFormat } from "../intl";
import { AMOUNTS } from "./form";

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
  type: m.ledger_type,
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

export function typeLabel(type: Schema["TransactionTypeEnum"]): string {
  return type === "income" ? m.ledger_income() : m.ledger_expense();
}

export const typeChoices = () =>
  (["expense", "income"] as const).map((value) => ({ value, label: typeLabel(value) }));

export const paymentChoices = () =>
  Object.entries(PAYMENTS).map(([value, label]) => ({ value, label: label() }));

const COLUMNS: Record<string, () => string> = {
  description: m.review_description,
  quantity: m.review_quantity,
  unit_price: m.review_unit_price,
  amount: m.review_amount,
  rate: m.review_rate,
  net: m.review_net,
};

/** Of "total" or "items[2].amount". */
export function fieldLabel(name: string): string {
  const [, index, column] = /\[(\d+)\]\.(\w+)$/.exec(name) ?? [];
  if (index === undefined || column === undefined) return FIELDS[name]?.() ?? name;
  const what = (COLUMNS[column] ?? FIELDS[column])?.() ?? column;
  return m.review_row({ what, row: Number(index) + 1 });
}

/** A value as a form has it, in words. */
export function typedText(field: string, value: string): string {
  if (field === "purchased_on") return day(value);
  if (field === "category") return categories.name(value);
  if (field === "transaction_type" || field === "type")
    return typeLabel(value as Schema["TransactionTypeEnum"]);
  if (field === "payment_method") return paymentLabel(value as Schema["PaymentMethodEnum"]);
  return value;
}

/** A value of the API in words. */
export function valueText(field: string, value: unknown, currency: string): string {
  if (value === null || value === undefined || value === "") return m.ledger_none();
  if (Array.isArray(value)) return value.length ? listText(value, currency) : m.ledger_none();
  const text = String(value);
  if ((AMOUNTS as readonly string[]).includes(field)) return amount(text, currency);
  if (field === "deductible_share") return percent(text);
  return typedText(field, text);
}

export function percent(share: string): string {
  const options = { style: "percent", maximumFractionDigits: 1 } as const;
  return numberFormat(formatLocale(), options).format(share as unknown as number);
}

/** Of items what they are and cost, of tax lines rate and tax. */
function listText(rows: Record<string, string | null>[], currency: string): string {
  return rows
    .map(({ description, amount: price, rate, tax }) =>
      [description, amount(price, currency), rate && `${Number(rate)} %`, amount(tax, currency)]
        .filter(Boolean)
        .join(" "),
    )
    .join("; ");
}

export function eventLabel(kind: Schema["EventKindEnum"]): string {
  return EVENTS[kind]();
}
