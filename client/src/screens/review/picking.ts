/** What of a printed line goes into a field. */

import { isDay, type Day } from "../../dates";
import { parseAmount } from "../../money";

export type DateOrder = "dmy" | "mdy" | "ymd";

/** Amounts stand at the end of their line. Null: there is none. */
export function amountIn(text: string, locale: string): string | null {
  const found = text.match(/[-−]?\d[\d.,'’]*(?: \d{3}(?!\d))*(?:[.,]\d+)?/g) ?? [];
  const amounts = found
    .map((piece) => parseAmount(piece.replace(/[.,'’]+$/, ""), locale))
    .filter((amount) => amount !== null);
  return amounts.findLast((amount) => amount.includes(".")) ?? amounts.at(-1) ?? null;
}

/** Null: there is no date. */
export function dayIn(text: string, order: DateOrder): Day | null {
  const iso = /(\d{4})[-./](\d{1,2})[-./](\d{1,2})/.exec(text);
  if (iso) return dayOf(iso[1]!, iso[2]!, iso[3]!);
  const short = /(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4}|\d{2})(?!\d)/.exec(text);
  if (short) {
    const [, first, second, year] = short as unknown as [string, string, string, string];
    const monthFirst = (order === "mdy" && Number(first) <= 12) || Number(second) > 12;
    return monthFirst ? dayOf(year, first, second) : dayOf(year, second, first);
  }
  return writtenDayIn(text);
}

/** "3 April 2026", "Apr 3, 2026", "3. März 2026". */
function writtenDayIn(text: string): Day | null {
  const words = text.match(/\p{L}{3,}/gu) ?? [];
  for (const word of words) {
    const month = MONTHS.findIndex((names) => names.some((name) => fold(word).startsWith(name)));
    if (month < 0) continue;
    const numbers = text.match(/\d+/g) ?? [];
    const year = numbers.find((number) => number.length === 4);
    const dayOfMonth = numbers.find((number) => number.length <= 2);
    if (year && dayOfMonth) return dayOf(year, String(month + 1), dayOfMonth);
  }
  return null;
}

// The beginnings of the months' names, English and German.
const MONTHS = [
  ["jan"],
  ["feb"],
  ["mar"],
  ["apr"],
  ["may", "mai"],
  ["jun"],
  ["jul"],
  ["aug"],
  ["sep"],
  ["oct", "okt"],
  ["nov"],
  ["dec", "dez"],
];

function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function dayOf(year: string, month: string, day: string): Day | null {
  const whole = year.length === 2 ? `20${year}` : year;
  const text = `${whole}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isDay(text) ? text : null;
}

/** Numbers of receipts stand behind their word: "Receipt no. 000417". */
export function numberIn(text: string): string {
  return text.split(/[\s:#]+/).findLast((word) => /\d/.test(word)) ?? text.trim();
}

const SIGNS: Record<string, string> = { "€": "EUR", "£": "GBP", $: "USD", "¥": "JPY" };

export function currencyIn(text: string): string | null {
  const code = /\b[A-Z]{3}\b/.exec(text)?.[0];
  const sign = Object.keys(SIGNS).find((one) => text.includes(one));
  return (sign && SIGNS[sign]) ?? code ?? null;
}

const AMOUNT_FIELDS = new Set([
  ...["total", "subtotal", "discount", "tax", "tip"],
  ...["amount", "quantity", "unit_price", "net", "rate", "deductible_share"],
]);

/** As the API writes it. Null: nothing in the text fits. */
export function picked(
  field: string,
  text: string,
  { locale, order }: { locale: string; order: DateOrder },
): string | null {
  if (AMOUNT_FIELDS.has(field)) return amountIn(text, locale);
  if (field === "purchased_on") return dayIn(text, order);
  if (field === "receipt_number") return numberIn(text);
  if (field === "currency") return currencyIn(text);
  if (["category", "payment_method", "transaction_type"].includes(field)) return null;
  return text.trim() || null;
}
