/** Sums that show what is missing, as the API adds them up. */

import {
  addAmounts,
  compareAmounts,
  decimalsOf,
  editableAmount,
  isZero,
  multiplied,
  negated,
  parseAmount,
  sizeOf,
  type Decimal,
} from "../money";
import type { TypedEntry, ItemForm } from "./form";

export interface Sum {
  added: Decimal;
  /** What it should come to; null: nothing is known to compare it with. */
  wanted: Decimal | null;
  /** Below zero: there is too much. */
  missing: Decimal;
}

/** Null: there are no items, or one has no amount. */
export function itemSum(form: TypedEntry, locale: string): Sum | null {
  const added = sumOf(form.items.map((item) => parseAmount(item.amount, locale, form.currency)));
  return added === null ? null : compared(added, itemTargets(form, locale));
}

/** Items add up with or without tax, before or after the discount. */
function itemTargets(form: TypedEntry, locale: string): Decimal[] {
  const read = (name: "total" | "subtotal" | "tax" | "tip" | "rounding" | "discount") =>
    parseAmount(form[name], locale, form.currency);
  const [total, subtotal, tax] = [read("total"), read("subtotal"), read("tax")];
  const [tip, rounding, discount] = [read("tip"), read("rounding"), read("discount")];
  const less = [tip, rounding].filter((one) => one !== null).map(negated);
  const untipped = total && addAmounts(total, ...less, ...withheldOf(form, locale));
  const net = untipped && tax ? addAmounts(untipped, negated(tax)) : null;
  const wholes = [subtotal, untipped, net, tip ? total : null].filter((one) => one !== null);
  const reduced = discount && !isZero(discount) ? discount : null;
  return [...wholes, ...(reduced ? wholes.map((whole) => addAmounts(whole, sizeOf(reduced))) : [])];
}

/** What the customer keeps back, as far as it is an amount. */
function withheldOf(form: TypedEntry, locale: string): Decimal[] {
  const lines = form.tax_lines.filter(({ kind }) => kind === "withheld");
  return lines
    .map(({ tax }) => parseAmount(tax, locale, form.currency))
    .filter((one) => one !== null);
}

/** Of the taxes of all rates against the tax; what is withheld is no part of it. */
export function taxSum(form: TypedEntry, locale: string): Sum | null {
  const charged = form.tax_lines.filter(({ kind }) => kind !== "withheld");
  const added = sumOf(charged.map((line) => parseAmount(line.tax, locale, form.currency)));
  const tax = parseAmount(form.tax, locale, form.currency);
  return added === null ? null : compared(added, tax === null ? [] : [tax]);
}

function sumOf(amounts: (Decimal | null)[]): Decimal | null {
  if (!amounts.length || amounts.some((amount) => amount === null)) return null;
  return addAmounts(...(amounts as Decimal[]));
}

/** With the nearest of the targets. */
function compared(added: Decimal, targets: Decimal[]): Sum {
  const gaps = targets.map((target) => addAmounts(target, negated(added)));
  const order = gaps.toSorted((a, b) => compareAmounts(sizeOf(a), sizeOf(b)));
  const missing = order[0];
  if (missing === undefined) return { added, wanted: null, missing: "0" };
  return { added, wanted: addAmounts(added, missing), missing };
}

/** What each category gets of a split entry, in the order of the items. */
export function split(form: TypedEntry, locale: string): { category: string; amount: Decimal }[] {
  const shares = new Map<string, Decimal>();
  for (const item of form.items) {
    const amount = parseAmount(item.amount, locale, form.currency);
    if (amount === null) continue;
    const category = item.category || form.category;
    shares.set(category, addAmounts(shares.get(category) ?? "0", amount));
  }
  return [...shares].map(([category, amount]) => ({ category, amount }));
}

/**
 * The amount of an item whose quantity or unit price was `before`, as a form has it. Null: it stays,
 * for a person has set it otherwise, or one of the two is missing.
 */
export function productOf(
  item: ItemForm,
  before: Partial<ItemForm>,
  currency: string,
  locale: string,
): string | null {
  const product = ({ quantity, unit_price }: ItemForm): string | null => {
    const number = parseAmount(quantity, locale);
    const price = parseAmount(unit_price, locale, currency, Infinity);
    if (number === null || price === null) return null;
    return editableAmount(multiplied(number, price, decimalsOf(currency)), locale);
  };
  const former = product({ ...item, ...before });
  const isOwn = item.amount.trim() !== "" && item.amount !== former;
  return isOwn ? null : product(item);
}
