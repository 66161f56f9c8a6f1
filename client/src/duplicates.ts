/** Two receipts that resemble each other: what can be said of them, and what becomes of them. */

import { api, data, type Schema } from "./api/client";
import { allRows } from "./api/pages";
import { isPurchase } from "./receipts";

export type Duplicate = Schema["Duplicate"];
export type Answer = Schema["DuplicateDecisionEnum"];
type Pair = Pick<Duplicate, "receipt" | "other">;

/** Of a receipt, the answered ones too. */
export function duplicatesOf(id: number): Promise<Duplicate[]> {
  return allRows((query) =>
    data(api.GET("/api/v1/receipts/{id}/duplicates/", { params: { path: { id }, query } })),
  );
}

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
