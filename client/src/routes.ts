/**
 * The one table of paths. A route is shown by `screens/<screen>/Screen.svelte`. The build gives the
 * paths to the server and to the service worker, so this file imports nothing.
 */

export interface Route {
  path: string;
  screen: string;
  /** For people who are not signed in, without the navigation. */
  open?: true;
}

export const ROUTES = {
  start: { path: "/", screen: "start" },

  "sign-in": { path: "/sign-in", screen: "sign-in", open: true },
  register: { path: "/register", screen: "register", open: true },
  "verify-email": { path: "/verify-email/:key", screen: "verify-email", open: true },
  "forgot-password": { path: "/reset-password", screen: "forgot-password", open: true },
  "reset-password": { path: "/reset-password/:key", screen: "reset-password", open: true },

  inbox: { path: "/inbox", screen: "inbox" },
  review: { path: "/review", screen: "review" },
  "review-receipt": { path: "/review/:id", screen: "review" },
  ledger: { path: "/ledger", screen: "ledger" },
  "ledger-new": { path: "/ledger/new", screen: "entry" },
  "ledger-entry": { path: "/ledger/:id", screen: "entry" },
  reports: { path: "/reports", screen: "reports" },
  report: { path: "/reports/:name", screen: "reports" },
  exports: { path: "/exports", screen: "exports" },
  rules: { path: "/rules", screen: "rules" },
  categories: { path: "/categories", screen: "rules" },
  settings: { path: "/settings", screen: "settings" },
  "settings-section": { path: "/settings/:section", screen: "settings" },
  plan: { path: "/subscriptions", screen: "plan" },
  "plan-success": { path: "/subscriptions/success", screen: "plan" },
} as const satisfies Record<string, Route>;

/** What the server answers by itself: no page of the client, with or without a network. */
export const SERVER_PATHS = /^\/(api|admin|static|healthz|readyz|metrics)(\/|$)/;

export type RouteName = keyof typeof ROUTES;
