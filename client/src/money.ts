/**
 * Amounts as the API has them: decimal strings with a currency beside them, never floats. What a
 * person types becomes such a string, and back.
 */

import { numberFormat } from "./intl";

export type Decimal = string;

/** One is printed, and nobody knows which it is; in no sum until somebody says. */
export const UNKNOWN_CURRENCY = "XXX";

/** "1234.5" and "EUR" as "1.234,50 €". `Intl` takes decimal strings as they are (ES2023). */
export function formatMoney(amount: Decimal, currency: string, locale: string): string {
  return formatted(amount, currency, locale, { style: "currency", currency });
}

/** Without the currency, for tables whose heading has it. */
export function formatAmount(amount: Decimal, currency: string, locale: string): string {
  return formatted(amount, currency, locale, {});
}

/** No decimal is lost. */
function formatted(
  amount: Decimal,
  currency: string,
  locale: string,
  options: Intl.NumberFormatOptions,
): string {
  const digits = decimalsOf(currency);
  return numberFormat(locale, {
    ...options,
    minimumFractionDigits: digits,
    maximumFractionDigits: Math.max(digits, fraction(amount).length),
  }).format(amount as unknown as number);
}

/** How many decimals a currency has: JPY 0, EUR 2, BHD 3. */
export function decimalsOf(currency: string): number {
  const format = numberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** Why what was typed is no amount here. */
export type AmountFault =
  | { kind: "unreadable" }
  /** `sign` is of another currency, or of one while none is set. */
  | { kind: "currency"; sign: string }
  /** More decimals than the currency has; `whole` where they may be a group of thousands. */
  | { kind: "decimals"; whole: Decimal | null; rounded: Decimal };

export interface ReadAmount {
  /** Null: it is none, or in another currency. */
  amount: Decimal | null;
  fault: AmountFault | null;
}

/**
 * What a person typed: "1.234,50", "1,234.50", "1 234,5", "1'234.50", "1,25,080", with a minus before
 * or behind it or in brackets, with the sign, code or name of `currency`, which is empty where none
 * is known. A single separator before three digits is the language's, unless there are no `decimals`:
 * then it is of thousands. The price of a unit, such as a litre, may have any number of them.
 */
export function readAmount(
  typed: string,
  locale: string,
  currency = "",
  decimals = isCurrency(currency) ? decimalsOf(currency) : Infinity,
): ReadAmount {
  const unreadable: ReadAmount = { amount: null, fault: { kind: "unreadable" } };
  const found = TYPED.exec(typed.normalize("NFKC").replace(/[−–—]/g, "-").trim());
  if (!found) return unreadable;
  const [, before, digits, after] = found as unknown as [string, string, string, string];
  const figures = digits.trim().replace(/[\s'’]+/g, " ");
  const sign = signOf(before, figures, after);
  const size = sizeTyped(figures, locale, decimals);
  if (sign === null || size === null) return unreadable;
  const marks = [before, after].map((text) => text.replace(/[-+()\s]|\.$/g, "")).filter(Boolean);
  const other = marks.find((mark) => !isMarkOf(mark, currency, locale));
  if (other === undefined) return checked(sign + size, figures, decimals);
  if (!isCurrencyMark(other)) return unreadable;
  return { amount: null, fault: { kind: "currency", sign: other } };
}

/** Also with more decimals than the currency has. Null: it is no amount. */
export function parseAmount(...typed: Parameters<typeof readAmount>): Decimal | null {
  return readAmount(...typed).amount;
}

/** Of a share: "19 %". None is of thousands: a single separator is the decimal one in any language. */
export function parsePercent(typed: string, locale: string): Decimal | null {
  const text = typed.normalize("NFKC").replace(/%\s*$/, "");
  const hasOneSeparator = text.split(/[.,]/).length === 2;
  return parseAmount(hasOneSeparator ? text.replace(/[.,]/, decimalSign(locale)) : text, locale);
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

/** What stands before the figures ("Fr." with its dot), the figures, and what stands behind them. */
const TYPED = /^(\D*\p{L}\.|\D*?)\s*([.,]?\d[\d.,\s'’]*)(\D*)$/u;
const SIGNS: Record<string, string> = { "#": "", "+#": "", "-#": "-", "#-": "-", "(#)": "-" };

/** Null: it has two, or half a bracket. "12,-" has none: that is how twelve and no cents is written. */
function signOf(before: string, figures: string, after: string): string | null {
  const behind = /[.,]$/.test(figures) ? after.replace(/^-{1,2}/, "") : after;
  const signs = [before, behind].map((text) => text.replace(/[^-+()]/g, ""));
  return SIGNS[signs.join("#")] ?? null;
}

function sizeTyped(figures: string, locale: string, decimals: number): Decimal | null {
  const point = decimalPoint(figures, locale, decimals);
  const at = point ? figures.lastIndexOf(point) : figures.length;
  const [whole, cents] = [figures.slice(0, at), figures.slice(at + 1)];
  if (!isWhole(whole)) return null;
  const plain = whole.replace(/[., ]/g, "").replace(/^0+(?=\d)/, "") || "0";
  return plain + (cents ? `.${cents}` : "");
}

function checked(amount: Decimal, figures: string, decimals: number): ReadAmount {
  if (fraction(amount).length <= decimals) return { amount, fault: null };
  const whole = ONE_GROUP.test(figures) ? amount.replace(".", "") : null;
  const rounded = multiplied(amount, "1", decimals);
  return { amount, fault: { kind: "decimals", whole, rounded } };
}

/** No number begins with a group of nothing: "0,125" is less than one. */
const ONE_GROUP = /^[1-9]\d{0,2}[.,]\d{3}$/;

/** Null: there are groups only, or nothing at all. */
function decimalPoint(figures: string, locale: string, decimals: number): string | null {
  const last = /[.,](?=\d*$)/.exec(figures)?.[0];
  if (!last) return null;
  if (figures.includes(last === "." ? "," : ".")) return last;
  if (figures.split(last).length > 2) return null;
  const isGroup = decimals === 0 || decimalSign(locale) !== last;
  return isGroup && ONE_GROUP.test(figures) ? null : last;
}

/** In groups of three, or as lakh and crore are written. */
function isWhole(whole: string): boolean {
  return (
    /^\d*$/.test(whole) ||
    /^\d{1,3}([., ])\d{3}(\1\d{3})*$/.test(whole) ||
    /^\d{1,2}(,\d{2})+,\d{3}$/.test(whole)
  );
}

function isCurrency(text: string): boolean {
  return /^[A-Z]{3}$/.test(text);
}

/** What people write and `Intl` does not know. */
const OTHER_MARKS: Record<string, string[]> = {
  AUD: ["a$"],
  CAD: ["c$"],
  CHF: ["fr", "sfr"],
  INR: ["rs"],
  KWD: ["kd"],
  SGD: ["s$"],
};
const DISPLAYS = ["code", "symbol", "narrowSymbol", "name"] as const;

/** "EUR", "€", "euros", "US$": a sign that several currencies share is each one's. */
function isMarkOf(mark: string, currency: string, locale: string): boolean {
  if (!isCurrency(currency)) return false;
  const written = [locale, "en"].flatMap((language) =>
    DISPLAYS.flatMap((currencyDisplay) => {
      const format = numberFormat(language, { style: "currency", currency, currencyDisplay });
      return [1, 2].flatMap((count) => format.formatToParts(count));
    }),
  );
  const known = written.filter(({ type }) => type === "currency").map(({ value }) => value);
  const marks = [...known, ...known.map((sign) => currency.slice(0, 2) + sign)];
  const plain = (text: string) => text.normalize("NFKC").replace(/\.$/, "").toLowerCase();
  return [...marks, ...(OTHER_MARKS[currency] ?? [])].map(plain).includes(plain(mark));
}

function isCurrencyMark(mark: string): boolean {
  return /\p{Sc}/u.test(mark) || Intl.supportedValuesOf("currency").includes(mark.toUpperCase());
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
