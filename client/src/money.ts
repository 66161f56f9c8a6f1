/**
 * Amounts as the API has them: decimal strings with a currency beside them, never floats. What a
 * person types becomes such a string, and back.
 */

import { numberFormat } from "./intl";

export type Decimal = string;

/** "1234.5" and "EUR" as "1.234,50 €". `Intl` takes decimal strings as they are (ES2023). */
export function formatMoney(amount: Decimal, currency: string, locale: string): string {
  return numberFormat(locale, { style: "currency", currency }).format(amount as unknown as number);
}

/** Without the currency, for tables whose heading has it. */
export function formatAmount(amount: Decimal, currency: string, locale: string): string {
  const digits = decimalsOf(currency);
  return numberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: Math.max(digits, fraction(amount).length),
  }).format(amount as unknown as number);
}

/** How many decimals a currency has: JPY 0, EUR 2, BHD 3. */
export function decimalsOf(currency: string): number {
  const format = numberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/**
 * What a person typed, as a decimal string. Null: it is no amount. "1.234,50", "1,234.50", "1 234,5"
 * and "1'234.50" are understood; a single separator before three digits is the language's.
 */
export function parseAmount(typed: string, locale: string): Decimal | null {
  const text = typed.replace(/[\s\u00a0\u202f'’]/g, "").replace(/^[−–]/, "-");
  const found = /^([-+]?)(\d[\d.,]*|[.,]\d+)$/.exec(text);
  if (!found) return null;
  const [, sign, digits] = found as unknown as [string, string, string];
  const point = decimalPoint(digits, locale);
  const at = point ? digits.lastIndexOf(point) : digits.length;
  const whole = digits.slice(0, at);
  const cents = digits.slice(at + 1);
  if (!isWhole(whole) || /[.,]/.test(cents)) return null;
  const plain = whole.replace(/[.,]/g, "").replace(/^0+(?=\d)/, "") || "0";
  return (sign === "-" ? "-" : "") + plain + (cents ? `.${cents}` : "");
}

/** As a field shows it: the language's decimal sign, no groups. */
export function editableAmount(amount: Decimal | null | undefined, locale: string): string {
  return (amount ?? "").replace(".", decimalSign(locale));
}

/** Of a count of cents, or of what the currency has instead: 500 and "GBP" as "5.00". */
export function ofMinorUnits(count: number, currency: string): Decimal {
  return unscaled(BigInt(count), decimalsOf(currency));
}

export function addAmounts(...amounts: Decimal[]): Decimal {
  const scale = Math.max(0, ...amounts.map((amount) => fraction(amount).length));
  const sum = amounts.reduce((sofar, amount) => sofar + scaled(amount, scale), 0n);
  return unscaled(sum, scale);
}

/** `a` times `b`, rounded to so many decimals, halves away from zero. */
export function multiplied(a: Decimal, b: Decimal, decimals: number): Decimal {
  const scale = fraction(a).length + fraction(b).length;
  const exact = scaled(a, fraction(a).length) * scaled(b, fraction(b).length);
  if (scale <= decimals) return unscaled(exact * 10n ** BigInt(decimals - scale), decimals);
  const unit = 10n ** BigInt(scale - decimals);
  const half = exact < 0n ? -unit / 2n : unit / 2n;
  return unscaled((exact + half) / unit, decimals);
}

/** How much of the whole a part is, in percent to two decimals. Null: of nothing. */
export function percentageOf(part: Decimal, whole: Decimal): Decimal | null {
  if (isZero(whole)) return null;
  const scale = Math.max(fraction(part).length, fraction(whole).length);
  const [over, under] = [scaled(part, scale) * 20000n, scaled(whole, scale)];
  const isBelow = over < 0n !== under < 0n;
  const doubled = over / under;
  return unscaled((doubled + (isBelow ? -1n : 1n)) / 2n, 2);
}

/** "33.3" of "0.333". */
export function percentOf(share: Decimal): Decimal {
  const scale = Math.max(2, fraction(share).length);
  return unscaled(scaled(share, scale), scale - 2);
}

export function shareOf(percent: Decimal): Decimal {
  const scale = fraction(percent).length;
  return unscaled(scaled(percent, scale), scale + 2);
}

export function negated(amount: Decimal): Decimal {
  return amount.startsWith("-") ? amount.slice(1) : `-${amount}`;
}

/** Negative, 0 or positive, as for sorting. */
export function compareAmounts(a: Decimal, b: Decimal): number {
  const difference = addAmounts(a, negated(b));
  return isZero(difference) ? 0 : difference.startsWith("-") ? -1 : 1;
}

/** Without its sign. */
export function sizeOf(amount: Decimal): Decimal {
  return amount.startsWith("-") ? negated(amount) : amount;
}

export function isZero(amount: Decimal): boolean {
  return /^-?0*(\.0*)?$/.test(amount);
}

function decimalSign(locale: string): string {
  const parts = numberFormat(locale).formatToParts(1.5);
  return parts.find((part) => part.type === "decimal")?.value ?? ".";
}

/** Null: there are groups only, or nothing at all. */
function decimalPoint(digits: string, locale: string): string | null {
  const last = /[.,](?=\d*$)/.exec(digits)?.[0];
  if (!last) return null;
  if (digits.includes(last === "." ? "," : ".")) return last;
  if (digits.split(last).length > 2) return null;
  // No number begins with a group of nothing: "0,125" is less than one.
  const isGroup = /^[1-9]\d{0,2}[.,]\d{3}$/.test(digits) && decimalSign(locale) !== last;
  return isGroup ? null : last;
}

function isWhole(whole: string): boolean {
  return (
    /^\d*$/.test(whole) || /^\d{1,3}(\.\d{3})+$/.test(whole) || /^\d{1,3}(,\d{3})+$/.test(whole)
  );
}

function fraction(amount: Decimal): string {
  return amount.split(".")[1] ?? "";
}

function scaled(amount: Decimal, scale: number): bigint {
  return BigInt(amount.replace(".", "") + "0".repeat(scale - fraction(amount).length));
}

function unscaled(value: bigint, scale: number): Decimal {
  const sign = value < 0n ? "-" : "";
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, "0");
  const cut = digits.length - scale;
  return sign + digits.slice(0, cut) + (scale ? `.${digits.slice(cut)}` : "");
}
