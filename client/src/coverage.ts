/** What a report leaves out or doubts: in words, and where it is listed. */

import type { Schema } from "./api/client";
import { count } from "./formats";
import { m } from "./i18n/generated/messages";
import type { InboxPart } from "./receipts";
import { href, queryOfLink } from "./routing";

type Reason = Schema["CoverageReason"];

const WITHOUT_RATE = "without_rate";
const SENTENCES: Record<string, (values: { count: string }) => string> = {
  unreviewed: m.reports_reason_unreviewed,
  open_duplicates: m.reports_reason_open_duplicates,
  failed: m.reports_reason_failed,
  waiting: m.reports_reason_waiting,
  not_a_purchase: m.reports_reason_not_a_purchase,
  without_date: m.reports_reason_without_date,
  without_total: m.reports_reason_without_total,
  unknown_currency: m.reports_reason_unknown_currency,
  other_currency: m.reports_reason_other_currency,
  without_rate: m.reports_reason_without_rate,
  without_net: m.reports_reason_without_net,
  zero_amount: m.reports_reason_zero_amount,
};

/** The API's own words for one that is newer than this page. */
export function sentenceOf({ code, text, count: all }: Reason): string {
  const told = count(all);
  return SENTENCES[code]?.({ count: told }) ?? `${text}: ${told}`;
}

/** Who can change it, where that is nobody who keeps books here; empty otherwise. */
export function remedyOf({ code }: Reason): string {
  return code === WITHOUT_RATE ? m.reports_rates_by_operator() : "";
}

/** What conversion leaves out; empty: nothing. It is said above the figures as well. */
export function unconverted({ left_out }: Schema["Coverage"]): string {
  const reason = left_out.find(({ code }) => code === WITHOUT_RATE);
  return reason ? m.reports_unconverted({ count: count(reason.count) }) : "";
}

/** What has no entry lies in the inbox. */
const IN_THE_INBOX: Record<string, InboxPart> = {
  failed: "failed",
  waiting: "way",
  not_a_purchase: "none",
};

/** The ledger takes the filters of the API's link, the inbox its days. */
export function linkOf({ code, link }: Reason): string {
  const query = queryOfLink(link);
  const show = IN_THE_INBOX[code];
  if (!show) return href("ledger", null, query);
  const { uploaded_from, uploaded_to } = query;
  return href("inbox", null, { show, uploaded_from, uploaded_to });
}
