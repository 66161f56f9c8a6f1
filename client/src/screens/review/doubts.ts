/** What a person is asked about, field by field. */

import type { Schema } from "../../api/client";
import { isDay } from "../../dates";
import type { FieldName } from "../../entries/form";
import { partOf } from "../../entries/form";
import { POSSIBLE_DUPLICATE, SEVERAL_RECEIPTS } from "../../receipts";

export type Reason = Schema["ReviewReason"];

/** What is asked about one by one: the fields of the entry, and what kind of paper it is made of. */
export type Asked = FieldName | "document_kind";

/** In the order of a receipt, from top to bottom. */
export const FORM_ORDER: Asked[] = [
  "vendor",
  "purchased_on",
  "total",
  "currency",
  "category",
  "subtotal",
  "discount",
  "tax",
  "tip",
  "rounding",
  "payment_method",
  "receipt_number",
  "transaction_type",
  "deductible_share",
  "document_kind",
  "notes",
];
/** Asked about above the fields: duplicates and several receipts in one picture; told there: pictures
 * that are hard to read. */
const ELSEWHERE = new Set([
  POSSIBLE_DUPLICATE,
  SEVERAL_RECEIPTS,
  "picture_blurred",
  "picture_dark",
  "picture_cut",
]);
const DATE_AMBIGUOUS = "date_ambiguous";
const COUNTRY_MISSING = "country_missing";
const NOT_A_PURCHASE = "not_a_purchase";

/**
 * Where a reason is shown: at the field that its repair would change, else at the first one it
 * names. Null: it is about the whole receipt.
 */
function homeOf(reason: Reason): string | null {
  if (reason.code === NOT_A_PURCHASE) return "document_kind";
  return reason.repair?.field ?? reason.fields[0] ?? null;
}

/** Reasons by the field or list where they are shown. */
export function reasonsByPart(reasons: Reason[]): {
  byPart: Map<string, Reason[]>;
  rest: Reason[];
} {
  const byPart = new Map<string, Reason[]>();
  const rest: Reason[] = [];
  for (const reason of reasons) {
    const home = homeOf(reason);
    if (ELSEWHERE.has(reason.code)) continue;
    if (home === null) rest.push(reason);
    else byPart.set(partOf(home), [...(byPart.get(partOf(home)) ?? []), reason]);
  }
  return { byPart, rest };
}

/** Where the keys go, one after the other: "total", "items[2].amount". */
export function placesToCheck(reasons: Reason[]): string[] {
  const { byPart } = reasonsByPart(reasons);
  const order = [...FORM_ORDER, "items", "tax_lines"];
  return order.flatMap((part) => {
    const [first] = byPart.get(part) ?? [];
    return first ? [homeOf(first)!] : [];
  });
}

/** "91" of 0.919: what is just below what is needed is not told as that. */
export function wholePercent(share: number): string {
  return String(Math.floor(Number((share * 100).toFixed(4))));
}

export interface Sureness {
  /** Of this value, of all main values together, and how much that has to be so that nobody is asked: percent. */
  own: string;
  together: string;
  needed: string;
}

/** Null: it is asked for another reason, or was asked before all values were looked at together. */
export function surenessOf(reasons: Reason[]): Sureness | null {
  const told = reasons.find(({ values }) => values.together)?.values;
  if (!told) return null;
  return {
    own: wholePercent(Number(told.confidence)),
    together: wholePercent(Number(told.together)),
    needed: String(Number((Number(told.needed) * 100).toFixed(2))),
  };
}

/** Whether the person's country would have settled it. Once it is said, older receipts say no more of it. */
export function asksForCountry(reasons: Reason[], country: string | undefined): boolean {
  return !country && reasons.some(({ code }) => code === COUNTRY_MISSING);
}

export interface Suggestion {
  /** Where it goes. */
  name: string;
  /** As the API writes it. */
  value: string;
  from: "repair" | "opinion" | "other order";
  reason: Reason | null;
}

/**
 * What one key takes at a field: the repair that makes amounts add up, else a date read the other way
 * round, else the second opinion.
 */
export function suggestionOf(
  part: string,
  reasons: Reason[],
  evidence: Schema["FieldEvidence"] | undefined,
): Suggestion | null {
  const repairing = reasons.find((reason) => reason.repair);
  if (repairing?.repair) {
    const { field, to } = repairing.repair;
    return { name: field, value: to, from: "repair", reason: repairing };
  }
  const turned = reasons.some(({ code }) => code === DATE_AMBIGUOUS) && swapped(evidence?.value);
  if (turned && !evidence?.is_corrected) {
    return { name: part, value: turned, from: "other order", reason: null };
  }
  const opinion = evidence?.second_opinion;
  if (part === "document_kind") return null;
  if (evidence?.is_corrected || !opinion?.value || opinion.value === evidence?.value) return null;
  if (opinion.outcome !== "differs" && opinion.outcome !== "found") return null;
  return { name: part, value: opinion.value, from: "opinion", reason: null };
}

/** "2026-11-05" with day and month changed over. Null: that is the same day, or none. */
function swapped(day: string | null | undefined): string | null {
  const [year, month, date] = day?.split("-") ?? [];
  const other = `${year}-${date}-${month}`;
  return month !== date && isDay(other) ? other : null;
}
