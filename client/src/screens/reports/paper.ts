/** What stands on paper, where no controls and no account are. */

import { categories } from "../../categories.svelte";
import { m } from "../../i18n/generated/messages";
import { typeHeading, type Question } from "../../reporting";
import type { Profile } from "../../session.svelte";

/** Whose books it is of, as others know them. */
export function ownerName({ company, first_name, last_name, email }: Profile): string {
  return company || `${first_name} ${last_name}`.trim() || email;
}

/** What is asked beside the days. */
export function inWords(question: Question): string[] {
  const { category = "", vendor, currency, transaction_type, convert_to, reviewed_only } = question;
  const names = category.split(",").map(categoryName).filter(Boolean).join(", ");
  const type = transaction_type && typeHeading(transaction_type);
  const told = [
    names && `${m.reports_category()}: ${names}`,
    vendor && `${m.reports_vendor()}: ${vendor}`,
    currency && `${m.reports_currency()}: ${currency}`,
    type && `${m.reports_type()}: ${type}`,
    convert_to && m.reports_convert({ currency: convert_to }),
    reviewed_only && m.reports_reviewed_only(),
  ];
  return told.filter((words) => !!words) as string[];
}

function categoryName(slug: string): string {
  return slug === "uncategorised" ? m.reports_uncategorised() : categories.name(slug);
}
