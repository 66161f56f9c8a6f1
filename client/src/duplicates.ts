/** Two receipts that resemble each other: what can be said of them, and what becomes of them. */

import type { Schema } from "./api/client";
import { isPurchase } from "./receipts";

export type Duplicate = Schema["Duplicate"];
export type Answer = Schema["DuplicateDecisionEnum"];
type Pair = Pick<Duplicate, "receipt" | "other">;

/** Which one goes where they are the same: the later one, or what is no purchase beside one. */
export function spareOf({ receipt, other }: Pair): Duplicate["receipt"] {
  return isPurchase(receipt) && !isPurchase(other) ? other : receipt;
}

/** Where only one of them is a purchase, that one stays: nothing takes its place. */
export function answersTo({ receipt, other }: Pair): Answer[] {
  const isEither = isPurchase(receipt) === isPurchase(other);
  return isEither ? ["same", "replace", "separate"] : ["same", "separate"];
}

export function goneOf({ receipt, other }: Pair): number[] {
  return [receipt, other].filter((one) => one.is_deleted).map(({ id }) => id);
}
