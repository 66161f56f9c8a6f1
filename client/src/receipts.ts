/** What a receipt is in the eyes of a person, and the parts that all of them are shown in. */

import type { Schema } from "./api/client";

/** Without what is always null. */
export type Receipt = Omit<Schema["Receipt"], "file">;
export type State = "waiting" | "later" | "reading" | "failed" | "by hand" | "review" | "done";

export const PARTS = ["all", "way", "review", "failed", "done"] as const;
export type Part = (typeof PARTS)[number];

export function stateOf(receipt: Receipt): State {
  if (receipt.ocr_status === "processing") return "reading";
  // A try has failed, and another one will follow.
  if (receipt.ocr_status === "pending") return receipt.failure ? "later" : "waiting";
  if (receipt.ocr_status === "failed") return receipt.transaction ? "by hand" : "failed";
  return receipt.review_status === "approved" ? "done" : "review";
}

export function isOnTheWay({ ocr_status }: Pick<Receipt, "ocr_status">): boolean {
  return ocr_status === "pending" || ocr_status === "processing";
}

const PART_OF: Record<State, Part> = {
  waiting: "way",
  later: "way",
  reading: "way",
  failed: "failed",
  "by hand": "done",
  review: "review",
  done: "done",
};

export function isIn(part: Part, receipt: Receipt): boolean {
  return part === "all" || PART_OF[stateOf(receipt)] === part;
}

export function partOf(text: string | null): Part {
  return PARTS.find((part) => part === text) ?? "all";
}

type Filter = {
  ocr_status?: Receipt["ocr_status"][];
  review_status?: Receipt["review_status"][];
  has_entry?: boolean;
};

/** As the API is asked for a part. */
export const FILTERS: Record<Part, Filter> = {
  all: {},
  way: { ocr_status: ["pending", "processing"] },
  review: { ocr_status: ["completed"], review_status: ["needs_review", "unreviewed"] },
  failed: { ocr_status: ["failed"], has_entry: false },
  done: { review_status: ["approved"] },
};
