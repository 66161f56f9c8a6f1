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

type Name = "total" | "subtotal" | "tax" | "tip" | "discount";

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
  const items = entry.items.map((item, index): Term => ({
    sign: "+",
    amount: repair.field === `items[${index}].amount` ? repair.to : (item.amount ?? "0"),
    isNew: repair.field === `items[${index}].amount`,
  }));
  const candidates = [
    [
      ...term("+", "subtotal"),
      ...term("+", "tax"),
      ...term("−", "discount"),
      ...term("+", "tip"),
      ...total,
    ],
    [...term("+", "subtotal"), ...term("−", "discount"), ...term("+", "tip"), ...total],
    [...term("+", "subtotal"), ...term("+", "tax"), ...term("+", "tip"), ...total],
    [...items, ...term("=", "subtotal")],
    [...items, ...term("+", "tip"), ...total],
    [...items, ...term("−", "discount"), ...term("+", "tip"), ...total],
    [...items, ...term("+", "tax"), ...term("+", "tip"), ...total],
  ];
  return candidates.find((terms) => holds(terms) && terms.some((one) => one.isNew)) ?? null;
}

function holds(terms: Term[]): boolean {
  if (terms.length < 2 || terms.at(-1)?.sign !== "=") return false;
  return isZero(
    addAmounts(...terms.map(({ sign, amount }) => (sign === "+" ? amount : negated(amount)))),
  );
}
