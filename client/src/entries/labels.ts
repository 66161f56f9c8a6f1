/** The words for what an entry has. */

import type { Schema } from "../api/client";
import { categories, type Category } from "../categories.svelte";
import { day, money, percent } from "../formats";
import { m } from "../i18n/generated/messages";
import { shareOf } from "../money";
import { unknownOr, type Choice } from "../books";
import { AMOUNTS, type PartName, type TypedEntry } from "./form";

const PAYMENTS: Record<Schema["PaymentMethodEnum"], () => string> = {
  cash: m.ledger_payment_cash,
  card: m.ledger_payment_card,
  bank_transfer: m.ledger_payment_bank_transfer,
  direct_debit: m.ledger_payment_direct_debit,
  mobile: m.ledger_payment_mobile,
  cheque: m.ledger_payment_cheque,
  other: m.ledger_payment_other,
};
const KINDS: Record<Schema["DocumentKindEnum"], () => string> = {
  receipt: m.ledger_kind_receipt,
  invoice: m.ledger_kind_invoice,
  credit_note: m.ledger_kind_credit_note,
  card_slip: m.ledger_kind_card_slip,
  unpaid_bill: m.ledger_kind_unpaid_bill,
  quotation: m.ledger_kind_quotation,
  pro_forma: m.ledger_kind_pro_forma,
  order_confirmation: m.ledger_kind_order_confirmation,
  delivery_note: m.ledger_kind_delivery_note,
  payment_reminder: m.ledger_kind_payment_reminder,
  bank_statement: m.ledger_kind_bank_statement,
  menu: m.ledger_kind_menu,
  price_tag: m.ledger_kind_price_tag,
  gift_card: m.ledger_kind_gift_card,
  cheque: m.ledger_kind_cheque,
  other: m.ledger_kind_other,
};
const FIELDS: Record<PartName | "type" | "document_kind", () => string> = {
  vendor: m.ledger_vendor,
  purchased_on: m.ledger_date,
  total: m.ledger_total,
  subtotal: m.ledger_subtotal,
  discount: m.ledger_discount,
  tax: m.ledger_tax,
  tip: m.ledger_tip,
  rounding: m.ledger_rounding,
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
  document_kind: m.ledger_kind,
};
/** The API's own word for one that is newer than this page. */
export function paymentLabel(method: string): string {
  return PAYMENTS[method as keyof typeof PAYMENTS]?.() ?? method;
}

export function kindLabel(kind: string): string {
  return KINDS[kind as keyof typeof KINDS]?.() ?? kind;
}

export function typeLabel(type: Schema["TransactionTypeEnum"]): string {
  return type === "income" ? m.ledger_income() : m.ledger_expense();
}

export const typeChoices = () =>
  (["expense", "income"] as const).map((value) => ({ value, label: typeLabel(value) }));

export const paymentChoices = () => [
  { value: "", label: m.ledger_payment_unknown() },
  ...Object.entries(PAYMENTS).map(([value, label]) => ({ value, label: label() })),
];

export const kindChoices = () =>
  (Object.keys(KINDS) as Schema["DocumentKindEnum"][]).map((value) => ({
    value,
    label: kindLabel(value),
  }));

/** Those that an entry of this type can have; and none. */
export function categoryChoices(type: string): Choice[] {
  const fitting = categories.choices(type as Category["type"]);
  return [{ value: "", label: m.ledger_no_category() }, ...fitting];
}

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
  if (index === undefined || column === undefined) return wordOf(name);
  const what = COLUMNS[column]?.() ?? wordOf(column);
  return m.review_row({ what, row: Number(index) + 1 });
}

function wordOf(name: string): string {
  return FIELDS[name as PartName]?.() ?? name;
}

/** A value as a form has it, in words. */
export function typedText(field: string, value: string): string {
  if (field === "purchased_on") return day(value);
  if (field === "category") return categories.name(value);
  if (field === "currency") return unknownOr(value, value);
  if (field === "transaction_type" || field === "type")
    return typeLabel(value as Schema["TransactionTypeEnum"]);
  if (field === "payment_method") return paymentLabel(value);
  if (field === "document_kind") return kindLabel(value);
  if (field === "kind") return taxKindText(value);
  return value;
}

/** Of a tax line: nothing where it is charged, as nearly all are. */
function taxKindText(kind: string | null | undefined): string {
  return kind === "withheld" ? m.reports_withheld() : "";
}

/** A value of the API in words; empty: there is none. Null: no currency is known. */
export function valueText(field: string, value: unknown, currency: string | null): string {
  if (value === null || value === undefined || value === "") return "";
  if (Array.isArray(value)) return listText(value, currency);
  const text = String(value);
  if ((AMOUNTS as readonly string[]).includes(field)) return money(text, currency);
  if (field === "deductible_share") return percent(text);
  return typedText(field, text);
}

/** Of items what they are, cost and belong to, of tax lines whether they are withheld, rate and tax. */
function listText(rows: Record<string, string | null>[], currency: string | null): string {
  return rows
    .map(({ description, amount, category, kind, rate, tax }) =>
      [
        taxKindText(kind),
        description,
        money(amount, currency),
        category && `(${categories.name(category)})`,
        rate && percent(shareOf(rate)),
        money(tax, currency),
      ]
        .filter(Boolean)
        .join(" "),
    )
    .join("; ");
}

/** What a share of nothing comes from, which nobody would see from the figure alone. */
export function shareHint(form: TypedEntry): string | undefined {
  if (!/^0([.,]0*)?$/.test(form.deductible_share.trim())) return undefined;
  return form.category ? m.ledger_deductible_nothing() : m.ledger_deductible_no_category();
}
