/** Where the navigation leads, in this order. */

import BookOpen from "@lucide/svelte/icons/book-open";
import ChartColumn from "@lucide/svelte/icons/chart-column";
import Download from "@lucide/svelte/icons/download";
import House from "@lucide/svelte/icons/house";
import Inbox from "@lucide/svelte/icons/inbox";
import ListChecks from "@lucide/svelte/icons/list-checks";
import ScanEye from "@lucide/svelte/icons/scan-eye";
import Settings from "@lucide/svelte/icons/settings";
import WalletCards from "@lucide/svelte/icons/wallet-cards";
import { m } from "../i18n/generated/messages";
import { ROUTES, type RouteName } from "../routes";
import { session } from "../session.svelte";

interface Place {
  route: Extract<
    RouteName,
    "start" | "inbox" | "review" | "ledger" | "reports" | "exports" | "rules" | "settings" | "plan"
  >;
  label: () => string;
  icon: typeof House;
}

const ALL: Place[] = [
  { route: "start", label: m.shell_home, icon: House },
  { route: "inbox", label: m.shell_inbox, icon: Inbox },
  { route: "review", label: m.shell_review, icon: ScanEye },
  { route: "ledger", label: m.shell_ledger, icon: BookOpen },
  { route: "reports", label: m.shell_reports, icon: ChartColumn },
  { route: "exports", label: m.shell_exports, icon: Download },
  { route: "rules", label: m.shell_rules, icon: ListChecks },
  { route: "settings", label: m.shell_settings, icon: Settings },
  { route: "plan", label: m.shell_plan, icon: WalletCards },
];

/** Screens that lie within a place. */
const WITHIN: Record<string, Place["route"]> = { entry: "ledger" };

/** The place that a screen is, or lies within. Undefined: it is none. */
export function placeOf(screen: string | undefined): Place["route"] | undefined {
  const is = ALL.find(({ route }) => ROUTES[route].screen === screen);
  return is?.route ?? WITHIN[screen ?? ""];
}

/** Where nothing is sold, nothing leads to plans. */
export function places(): Place[] {
  return ALL.filter(({ route }) => route !== "plan" || session.options?.billing);
}
