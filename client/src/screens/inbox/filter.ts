/** What of the receipts the inbox shows, as it stands in the address. */

import { isDay } from "../../dates";
import { INBOX_FILTERS, inboxPartOf, type InboxPart } from "../../receipts";
import { href } from "../../routing";

export interface Filter {
  part: InboxPart;
  search: string;
  /** Days of the account's time zone, or empty. */
  uploaded_from: string;
  uploaded_to: string;
}

export function filterOf(address: URLSearchParams): Filter {
  const dayOf = (name: string) => [address.get(name) ?? ""].find(isDay) ?? "";
  return {
    part: inboxPartOf(address.get("show")),
    search: address.get("search") ?? "",
    uploaded_from: dayOf("uploaded_from"),
    uploaded_to: dayOf("uploaded_to"),
  };
}

export function addressOf({ part, ...others }: Filter): string {
  return href("inbox", null, { show: part === "all" ? null : part, ...others });
}

/** As the API is asked. */
export function queryOf({ part, ...others }: Filter): object {
  const given = Object.entries(others).filter(([, value]) => value);
  return { ...INBOX_FILTERS[part], ...Object.fromEntries(given) };
}

/** Whether it can be told here what it takes in; else the API has to be asked. */
export function isPlain({ search, uploaded_from, uploaded_to }: Filter): boolean {
  return !search && !uploaded_from && !uploaded_to;
}
