/**
 * The language of the pages. Messages are functions, `m.ledger_title()`; read in a template they
 * follow a change of it by themselves.
 */

import { browserLanguages } from "../intl";
import { isLocale, locales, overwriteGetLocale, type Locale } from "./generated/runtime";

let current = $state<Locale>(ofBrowser());
overwriteGetLocale(() => current);

export function locale(): Locale {
  return current;
}

/** Empty: as the browser asks for. */
export function setLocale(language: string): void {
  current = isLocale(language) ? language : ofBrowser();
  document.documentElement.lang = current;
}

/** With the region, which tells how figures and dates are written: "de-AT". */
export function formatLocale(): string {
  return browserLanguages().find((tag) => tag.split("-")[0] === current) ?? current;
}

function ofBrowser(): Locale {
  const asked = browserLanguages().map((tag) => tag.split("-")[0] ?? "");
  return asked.find((tag) => isLocale(tag)) ?? locales[0];
}
