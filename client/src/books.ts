/** How the books of an account are kept: what follows from a country, and the choices of a form. */

import type { Schema } from "./api/client";
import { m } from "./i18n/generated/messages";
import { UNKNOWN_CURRENCY } from "./money";

export type Country = Schema["Country"];
export type Books = Pick<
  Schema["Profile"],
  "country" | "home_currency" | "date_order" | "tax_year_start_month" | "time_zone" | "language"
>;
export interface Choice<Value extends string = string> {
  value: Value;
  label: string;
}

/** What a form begins with; the country is a guess from the browser's languages, or empty. */
export function firstBooks(languages: readonly string[], language: Books["language"]): Books {
  return {
    country: languages.map(regionOf).find(Boolean) ?? "",
    home_currency: "EUR",
    date_order: "",
    tax_year_start_month: 1,
    time_zone: new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC",
    language,
  };
}

function regionOf(tag: string): string {
  const region = new Intl.Locale(tag).region ?? "";
  return /^[A-Z]{2}$/.test(region) ? region : "";
}

/** What is usual in a country, but for what a person has chosen already. */
export function followed(books: Books, country: Country, chosen: Set<keyof Books>): Books {
  const usual: Partial<Books> = {
    home_currency: country.home_currency || books.home_currency,
    date_order: country.date_order,
    tax_year_start_month: country.tax_year_start_month,
    language: (country.language || books.language) as Books["language"],
  };
  const kept = Object.entries(usual).filter(([name]) => !chosen.has(name as keyof Books));
  return { ...books, ...Object.fromEntries(kept), country: country.code };
}

export function countryChoices(countries: Country[]): Choice[] {
  return countries.map(({ code, name }) => ({ value: code, label: name }));
}

/** Those that are tender somewhere, "Euro (EUR)". `current` is among them in any case. */
export function currencyChoices(countries: Country[], current: string, locale: string): Choice[] {
  const codes = new Set([current, ...countries.map((country) => country.home_currency)]);
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  return [...codes]
    .filter(Boolean)
    .map((value) => ({ value, label: unknownOr(value, `${names.of(value)} (${value})`) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, locale));
}

/** All there are, also what is tender nowhere, by their codes. */
export function currencyCodes(current: string): Choice[] {
  const all = Intl.supportedValuesOf("currency").filter((code) => code !== UNKNOWN_CURRENCY);
  const codes = all.includes(current) || !current ? all : [current, ...all];
  return codes.map((value) => ({ value, label: unknownOr(value, value) }));
}

/** What a currency that could not be read is called, or another one's `label`. */
export function unknownOr(code: string, label: string): string {
  return code === UNKNOWN_CURRENCY ? m.review_currency_unknown() : label;
}

export function monthChoices(locale: string): Choice[] {
  const format = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, month) => ({
    value: String(month + 1),
    label: format.format(Date.UTC(2000, month)),
  }));
}

export function timeZoneChoices(current: string): Choice[] {
  const names = new Set(["UTC", current, ...Intl.supportedValuesOf("timeZone")]);
  return [...names]
    .filter(Boolean)
    .toSorted()
    .map((value) => ({ value, label: value.replaceAll("_", " ") }));
}
