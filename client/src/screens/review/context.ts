/** What the parts of a review share: the open receipt, and what can be chosen. */

import type { Schema } from "../../api/client";
import type { Choice } from "../../books";
import { categories, type Category } from "../../categories.svelte";
import { m } from "../../i18n/generated/messages";
import { Vendors } from "../../vendors";
import type { FieldName, PartName } from "../../entries/form";
import { partOf } from "../../entries/form";

export const vendors = new Vendors();

export const NAMES: Record<PartName, () => string> = {
  vendor: m.review_vendor,
  purchased_on: m.review_purchased_on,
  total: m.review_total,
  currency: m.review_currency,
  category: m.review_category,
  subtotal: m.review_subtotal,
  discount: m.review_discount,
  tax: m.review_tax,
  tip: m.review_tip,
  payment_method: m.review_payment_method,
  receipt_number: m.review_receipt_number,
  transaction_type: m.review_transaction_type,
  notes: m.review_notes,
  deductible_share: m.ledger_deductible,
  items: m.review_items,
  tax_lines: m.review_tax_lines,
};

export function nameOf(place: string): string {
  return NAMES[partOf(place) as PartName]?.() ?? place;
}

const PAYMENTS: Record<Schema["PaymentMethodEnum"], () => string> = {
  cash: m.review_payment_cash,
  card: m.review_payment_card,
  bank_transfer: m.review_payment_bank_transfer,
  direct_debit: m.review_payment_direct_debit,
  mobile: m.review_payment_mobile,
  cheque: m.review_payment_cheque,
  other: m.review_payment_other,
};

export function choicesOf(name: FieldName, current: string): Choice[] {
  if (name === "payment_method") {
    const known = Object.entries(PAYMENTS).map(([value, label]) => ({ value, label: label() }));
    return [{ value: "", label: m.review_unknown() }, ...known];
  }
  if (name === "transaction_type") {
    return [
      { value: "expense", label: m.review_expense() },
      { value: "income", label: m.review_income() },
    ];
  }
  return currencies(current).map((value) => ({ value, label: value }));
}

function currencies(current: string): string[] {
  const all = Intl.supportedValuesOf("currency");
  return all.includes(current) || !current ? all : [current, ...all];
}

/** Of the entry's type, as the API has it; and none. */
export function categoryChoices(type: string): Choice[] {
  const fitting = categories.choices(type as Category["type"]);
  return [{ value: "", label: m.review_no_category() }, ...fitting];
}
