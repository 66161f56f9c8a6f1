/** The sum that a proposed repair makes right, to be shown as it is written by hand. */

import { addAmounts, isZero, negated, type Decimal } from "../../money";
import type { Reason } from "./doubts";
import type { Transaction } from "../../entries/form";

export interface Term {
  sign: "+" | "−" | "=";
  amount: Decimal;
  /** It is the proposed one. */
  isNew: boolean;
}

type Name = "total" | "subtotal" | "tax" | "tip" | "rounding" | "discount";

/** Null: it is of another kind, or does not add up in a way known here. */
export function arithmeticOf(reason: Reason, entry: Transaction): Term[] | null {
  const { repair } = reason;
  if (!repair) return null;
  const amount = (name: Name) => (repair.field === name ? repair.to : entry[name]);
  const term = (sign: Term["sign"], name: Name): Term[] => {
    const value = amount(name);
    return value && !isZero(value) ? [{ sign, amount: value, isNew: repair.field === name }] : [];
  };
  const total = term("=", "total");
  const withheld = entry.tax_lines
    .filter(({ kind, tax }) => kind === "withheld" && tax)
    .map(({ tax }): Term => ({ sign: "−", amount: tax!, isNew: false }));
  const more = [...term("+", "tip"), ...term("+", "rounding"), ...withheld];
  const items = entry.items.map((item, index): Term => ({
    sign: "+",
    amount: repair.field === `items[${index}].amount` ? repair.to : (item.amount ?? "0"),
    isNew: repair.field === `items[${index}].amount`,
  }));
  const candidates = [
    [...term("+", "subtotal"), ...term("+", "tax"), ...term("−", "discount"), ...more, ...total],
    [...term("+", "subtotal"), ...term("−", "discount"), ...more, ...total],
    [...term("+", "subtotal"), ...term("+", "tax"), ...more, ...total],
    [...items, ...term("=", "subtotal")],
    [...items, ...more, ...total],
    [...items, ...term("−", "discount"), ...more, ...total],
    [...items, ...term("+", "tax"), ...more, ...total],
  ];
  return candidates.find((terms) => holds(terms) && terms.some((one) => one.isNew)) ?? null;
}

function holds(terms: Term[]): boolean {
  if (terms.length < 2 || terms.at(-1)?.sign !== "=") return false;
  return isZero(
    addAmounts(...terms.map(({ sign, amount }) => (sign === "+" ? amount : negated(amount)))),
  );
}
