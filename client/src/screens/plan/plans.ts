/** What a plan includes, in words, and what can be done about it. */

import type { Schema } from "../../api/client";
import { count } from "../../formats";
import { m } from "../../i18n/generated/messages";
import { NO_LIMIT } from "../../quota";
import { reportLabel } from "../../reporting";

export type Code = Schema["PlanCodeEnum"];
export type Details = Schema["Details"];
export type Plans = Schema["PlansByCode"];

export const ORDER: Code[] = ["basic", "premium", "platinum"];

const LIVE = new Set<Schema["SubscriptionStatusEnum"]>(["active", "trialing", "past_due"]);

/** Something is bought and goes on, so it is changed and not bought a second time. */
export function isLive({ stripe_subscription_id, status }: Details["subscription"]): boolean {
  return stripe_subscription_id !== null && LIVE.has(status);
}

/** What a plan has that the one before it lacks comes last. Reports are named, but for those of `before`. */
export function included(features: Schema["Features"], before?: Schema["Features"]): string[] {
  const limit = features.max_documents;
  const told = [
    limit >= NO_LIMIT ? m.plan_documents_unlimited() : m.plan_documents({ count: count(limit) }),
    reportsOf(features, before),
    features.has_bulk_upload && m.plan_bulk_upload(),
    features.has_report_export && m.plan_export(),
    features.has_api_access && m.plan_keys(),
    features.has_webhooks && m.plan_hooks(),
    features.has_white_label && m.plan_white_label(),
  ];
  return told.filter((line) => line !== false);
}

function reportsOf({ reports }: Schema["Features"], before?: Schema["Features"]): string {
  const more = reports.filter((name) => !before?.reports.includes(name));
  const names = more.map(reportLabel).join(", ");
  return before ? m.plan_reports_more({ names }) : m.plan_reports({ names });
}
