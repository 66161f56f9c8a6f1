import { expect, test } from "vitest";
import { isIn, nameOf, INBOX_PARTS, stateOf, type Receipt } from "./receipts";

function receipt(about: Partial<Receipt>): Receipt {
  const plain = { transaction: null, failure: null, deleted_at: null, review_status: "unreviewed" };
  return { ...plain, ...about } as Receipt;
}
const failure = { code: "reader_away", message: "The reader is away." };
const transaction = {} as Receipt["transaction"];

test.each([
  [{ ocr_status: "pending" }, "waiting", "way"],
  [{ ocr_status: "pending", failure }, "later", "way"],
  [{ ocr_status: "processing" }, "reading", "way"],
  [{ ocr_status: "failed", failure }, "failed", "failed"],
  [{ ocr_status: "failed", failure, transaction, review_status: "approved" }, "by hand", "done"],
  [
    { ocr_status: "failed", failure, transaction, review_status: "needs_review" },
    "review",
    "review",
  ],
  [{ ocr_status: "pending", transaction, review_status: "approved" }, "waiting", "way"],
  [{ ocr_status: "completed", transaction, review_status: "needs_review" }, "review", "review"],
  [{ ocr_status: "completed", transaction, review_status: "approved" }, "done", "done"],
] as const)("%o is %s", (about, state, part) => {
  expect(stateOf(receipt(about))).toBe(state);
  const parts = INBOX_PARTS.filter((one) => isIn(one, receipt(about)));
  expect(parts).toEqual(["all", part]);
});

test.each([
  ["needs_review", "review", "review"],
  ["approved", "no purchase", "done"],
] as const)("what was read and has no entry is no purchase: %s", (review_status, state, part) => {
  const paper = receipt({ ocr_status: "completed", review_status });
  expect(stateOf(paper)).toBe(state);
  expect(INBOX_PARTS.filter((one) => isIn(one, paper))).toEqual(["all", part, "none"]);
});

test("what is in the trash is nowhere else, whatever it was", () => {
  const about = { ocr_status: "completed", deleted_at: "2026-11-02T09:00:00Z" } as const;
  expect(INBOX_PARTS.filter((one) => isIn(one, receipt(about)))).toEqual(["trash"]);
});

test.each([
  [{ transaction: { vendor: "Rowe" }, extracted_data: { vendor: "Ro we" } }, "Rowe"],
  [{ transaction: null, extracted_data: { vendor: "Rowe" } }, "Rowe"],
  [{ transaction: { vendor: "" }, extracted_data: null }, "IMG_1.jpg"],
])("%o is called %s", (about, name) => {
  expect(nameOf(receipt({ original_filename: "IMG_1.jpg", ...about } as Partial<Receipt>))).toBe(
    name,
  );
});
