/** A total in parts, by percent, by amount, or whatever is left. The parts of a whole lose no cent. */

import {
  addAmounts,
  compareAmounts,
  isZero,
  multiplied,
  negated,
  shareOf,
  sizeOf,
  type Decimal,
} from "../money";

/** What was typed of a part; neither: the rest. */
export interface TypedPart {
  percent: Decimal | null;
  amount: Decimal | null;
}

export interface Parted {
  amounts: Decimal[];
  /** Below zero: there is too much. */
  missing: Decimal;
}

export function parted(total: Decimal, parts: TypedPart[], decimals: number): Parted {
  const zero = multiplied(total, "0", decimals);
  const amounts = parts.map(({ percent, amount }) =>
    percent === null ? (amount ?? zero) : multiplied(total, shareOf(percent), decimals),
  );
  const missing = addAmounts(total, negated(addAmounts(zero, ...amounts)));
  const taker = takerOf(total, parts);
  if (taker === undefined) return { amounts, missing };
  amounts[taker] = addAmounts(amounts[taker]!, missing);
  return { amounts, missing: zero };
}

/** The part that gets what is left: the one of which nothing was typed, or, of a whole, the largest
    by percent, which gets what was lost by rounding. */
function takerOf(total: Decimal, parts: TypedPart[]): number | undefined {
  const open = parts.flatMap((part, index) => (isOpen(part) ? [index] : []));
  if (open.length) return open.at(-1);
  const exact = parts.map(({ percent, amount }) =>
    percent === null ? amount! : exactly(total, percent),
  );
  const isWhole = isZero(addAmounts(total, negated(addAmounts("0", ...exact))));
  const byPercent = parts.flatMap(({ percent }, index) => (percent ? [{ percent, index }] : []));
  const largest = byPercent.toSorted((a, b) =>
    compareAmounts(sizeOf(b.percent), sizeOf(a.percent)),
  );
  return isWhole ? largest[0]?.index : undefined;
}

function isOpen({ percent, amount }: TypedPart): boolean {
  return percent === null && amount === null;
}

function exactly(total: Decimal, percent: Decimal): Decimal {
  const decimals = (amount: Decimal) => amount.split(".")[1]?.length ?? 0;
  return multiplied(total, shareOf(percent), decimals(total) + decimals(percent) + 2);
}
