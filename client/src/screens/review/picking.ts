/** What of a printed line goes into a field. What it says the server has read already. */

import type { Schema } from "../../api/client";
import { AMOUNTS } from "../../entries/form";

export type Printed = Pick<Schema["PrintedLine"], "text" | "amounts" | "dates" | "currency">;

/** The value of a field, as if a line showed it alone. */
export function printedValue(name: string, value: string | null, text: string): Printed {
  const is = (names: readonly string[]) => (value !== null && names.includes(name) ? [value] : []);
  return {
    text,
    amounts: is(AMOUNTS),
    dates: is(["purchased_on"]),
    currency: is(["currency"])[0] ?? null,
  };
}

/** As the API writes it. Null: nothing in the line fits. */
export function picked(field: string, printed: Printed): string | null {
  return (TAKERS[field] ?? textOf)(printed);
}

const TAKERS: Record<string, (printed: Printed) => string | null> = {
  ...Object.fromEntries([...AMOUNTS, "amount", "net"].map((name) => [name, lastAmount])),
  unit_price: firstPrice,
  quantity: ({ amounts }) => amounts[0] ?? null,
  rate: percentOf,
  deductible_share: percentOf,
  purchased_on: ({ dates }) => dates[0] ?? null,
  currency: ({ currency }) => currency,
  receipt_number: numberOf,
  category: () => null,
  document_kind: () => null,
  payment_method: () => null,
  transaction_type: () => null,
};

/** Amounts stand at the end of their line, mostly with decimals. */
function lastAmount({ amounts }: Printed): string | null {
  const likely = likeliest(amounts);
  return likely.findLast(hasDecimals) ?? likely.at(-1) ?? null;
}

/** "2 x 3.75 7.50" */
function firstPrice({ amounts }: Printed): string | null {
  const likely = likeliest(amounts);
  return likely.find(hasDecimals) ?? likely.at(-1) ?? null;
}

/** The same digits once more are another reading of what stands before. */
function likeliest(amounts: string[]): string[] {
  const digits = amounts.map((amount) => amount.replaceAll(/\D/g, ""));
  return amounts.filter((_, index) => index === 0 || digits[index] !== digits[index - 1]);
}

function hasDecimals(amount: string): boolean {
  return amount.includes(".");
}

function percentOf({ text }: Printed): string | null {
  return /(\d+(?:[.,]\d+)?)\s?%/.exec(text)?.[1]?.replace(",", ".") ?? null;
}

/** Numbers of receipts stand behind their word: "Receipt no. 000417". */
function numberOf({ text }: Printed): string | null {
  return text.split(/[\s:#]+/).findLast((word) => /\d/.test(word)) ?? textOf({ text });
}

function textOf({ text }: Pick<Printed, "text">): string | null {
  return text.trim() || null;
}
