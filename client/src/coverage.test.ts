import { expect, test } from "vitest";
import { linkOf, remedyOf, sentenceOf, unconverted } from "./coverage";

const reason = (code: string, link: string) => ({ code, link, count: 3, text: "is new" });

test("a reason leads to the ledger with the filters of the list that holds exactly these", () => {
  const link = "/api/v1/receipts/transactions/?missing=total&start_date=2026-01-01";
  expect(linkOf(reason("without_total", link))).toBe("/ledger?missing=total&start_date=2026-01-01");
  const behind = "/api/v1/reports/entries/?reason=without_rate&convert_to=EUR";
  expect(linkOf(reason("without_rate", behind))).toBe("/ledger?reason=without_rate&convert_to=EUR");
});

test("what has no entry lies in the inbox, of the same days", () => {
  const days = "uploaded_from=2026-01-01&uploaded_to=2026-03-31";
  const failed = `/api/v1/receipts/?ocr_status=failed&has_entry=false&${days}`;
  expect(linkOf(reason("failed", failed))).toBe(`/inbox?show=failed&${days}`);
  const waiting = `/api/v1/receipts/?ocr_status=pending,processing&${days}`;
  expect(linkOf(reason("waiting", waiting))).toBe(`/inbox?show=way&${days}`);
  const none = `/api/v1/receipts/?document_kind=menu,cheque&has_entry=false&${days}`;
  expect(linkOf(reason("not_a_purchase", none))).toBe(`/inbox?show=none&${days}`);
});

test("a reason that this page does not know is said in the API's words", () => {
  expect(sentenceOf(reason("without_total", ""))).toBe("without a total: 3");
  expect(sentenceOf(reason("novel", ""))).toBe("is new: 3");
});

test("what is not converted is said above the figures, and who stores rates", () => {
  const missing = reason("without_rate", "");
  const coverage = { counted: 9, doubtful: [], left_out: [missing] };
  expect(unconverted(coverage)).toContain("no exchange rate is stored for their date: 3");
  expect(unconverted({ ...coverage, left_out: [reason("without_date", "")] })).toBe("");
  expect(remedyOf(missing)).toContain("load_rates");
  expect(remedyOf(reason("without_date", ""))).toBe("");
});
