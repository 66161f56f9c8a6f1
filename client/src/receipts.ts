/** What a receipt is in the eyes of a person, and the parts that all of them are shown in. */

import type { Schema } from "./api/client";

/** Without what is always null. */
export type Receipt = Omit<Schema["Receipt"], "file">;
export type State =
  "waiting" | "later" | "reading" | "failed" | "by hand" | "review" | "no purchase" | "done";

export const INBOX_PARTS = ["all", "way", "review", "failed", "done", "none", "trash"] as const;
export type InboxPart = (typeof INBOX_PARTS)[number];

export function stateOf(receipt: Receipt): State {
  if (receipt.ocr_status === "processing") return "reading";
  // A try has failed, and another one will follow.
  if (receipt.ocr_status === "pending") return receipt.failure ? "later" : "waiting";
  const hasFailed = receipt.ocr_status === "failed";
  if (hasFailed && !receipt.transaction) return "failed";
  if (receipt.review_status !== "approved") return "review";
  if (isNoPurchase(receipt)) return "no purchase";
  return hasFailed ? "by hand" : "done";
}

type Named = Pick<Receipt, "transaction" | "extracted_data" | "original_filename">;

/** What is no purchase has no entry, yet its vendor was read. */
export function nameOf({ transaction, extracted_data, original_filename }: Named): string {
  return transaction?.vendor || extracted_data?.vendor || original_filename;
}

/** As the API has it: one of an unknown kind is taken for one. */
const PURCHASES: readonly unknown[] = ["receipt", "invoice", "credit_note", null];

export function isPurchase({ document_kind }: Pick<Receipt, "document_kind">): boolean {
  return PURCHASES.includes(document_kind);
}

/** What was read and has no entry: a quotation, a reminder, a card slip ... */
export function isNoPurchase({
  ocr_status,
  transaction,
}: Pick<Receipt, "ocr_status" | "transaction">): boolean {
  return ocr_status === "completed" && !transaction;
}

export const POSSIBLE_DUPLICATE = "possible_duplicate";
export const SEVERAL_RECEIPTS = "several_receipts";

/** Whether it is asked how it is to be split. */
export function isSeveral({ review_reasons }: Pick<Receipt, "review_reasons">): boolean {
  return review_reasons.some(({ code }) => code === SEVERAL_RECEIPTS);
}

export function isOnTheWay({ ocr_status }: Pick<Receipt, "ocr_status">): boolean {
  return ocr_status === "pending" || ocr_status === "processing";
}

const PART_OF: Record<State, InboxPart> = {
  waiting: "way",
  later: "way",
  reading: "way",
  failed: "failed",
  "by hand": "done",
  review: "review",
  "no purchase": "done",
  done: "done",
};

export function isIn(part: InboxPart, receipt: Receipt): boolean {
  if (receipt.deleted_at !== null) return part === "trash";
  if (part === "none") return isNoPurchase(receipt);
  return part === "all" || PART_OF[stateOf(receipt)] === part;
}

export function inboxPartOf(text: string | null): InboxPart {
  return INBOX_PARTS.find((part) => part === text) ?? "all";
}

type Filter = {
  ocr_status?: Receipt["ocr_status"][];
  review_status?: Receipt["review_status"][];
  has_entry?: boolean;
  has_values?: boolean;
  deleted?: boolean;
};

const READ: Filter = { ocr_status: ["completed", "failed"], has_values: true };

/** As the API is asked for a part: each receipt is in one of them, and in "all"; what is no purchase
 * in "none", too. What is in the trash is nowhere else. */
export const INBOX_FILTERS: Record<InboxPart, Filter> = {
  all: {},
  way: { ocr_status: ["pending", "processing"] },
  // One that could not be read is in the books, and in doubt, once a person has made its entry.
  review: { ...READ, review_status: ["needs_review", "unreviewed"] },
  failed: { ocr_status: ["failed"], has_entry: false },
  done: { ...READ, review_status: ["approved"] },
  none: { ocr_status: ["completed"], has_entry: false },
  trash: { deleted: true },
};
