import { expect, test } from "vitest";
import { NO_LIMIT } from "../../quota";
import { included, isLive } from "./plans";

const FEATURES = {
  max_documents: 50,
  has_api_access: false,
  has_report_export: false,
  has_bulk_upload: true,
  has_white_label: false,
  has_webhooks: false,
  reports: ["summary", "income-expense", "category-breakdown"],
};

test("what a plan includes is told, and nothing that it does not", () => {
  const lines = included(FEATURES as never);
  expect(lines[0]).toContain("50");
  expect(lines).toHaveLength(3);
});

test("a larger plan names the reports that it adds", () => {
  const more = { ...FEATURES, reports: [...FEATURES.reports, "tax-summary"] };
  const told = included(more as never, FEATURES as never)[1];
  expect(told).toContain("Tax summary");
  expect(told).not.toContain("Categories");
});

test("a plan without a limit names no number", () => {
  expect(included({ ...FEATURES, max_documents: NO_LIMIT } as never)[0]).not.toContain("999");
});

test.each([
  ["sub_1", "active", true],
  ["sub_1", "past_due", true],
  ["sub_1", "canceled", false],
  [null, "active", false],
])("%s that is %s is live: %s", (stripe_subscription_id, status, live) => {
  expect(isLive({ stripe_subscription_id, status } as never)).toBe(live);
});
