/** A field of the profile and what stands in it, in words. */

import { monthChoices } from "../../books";
import { locale } from "../../i18n/locale.svelte";
import { m } from "../../i18n/generated/messages";
import { session, type Profile } from "../../session.svelte";
import { privacyName } from "./model-privacy";

const LABELS: Partial<Record<keyof Profile, () => string>> = {
  first_name: m.account_first_name,
  last_name: m.account_last_name,
  company: m.settings_company,
  phone: m.settings_phone,
  address: m.settings_address,
  country: m.common_country,
  home_currency: m.common_currency,
  date_order: m.common_date_order,
  tax_year_start_month: m.common_tax_year,
  time_zone: m.common_time_zone,
  language: m.common_language,
  allows_comparisons: m.settings_compare_label,
  model_privacy: m.settings_models_label,
};
const DATE_ORDERS: Record<string, () => string> = {
  "": m.common_date_order_open,
  dmy: m.common_date_order_dmy,
  mdy: m.common_date_order_mdy,
};

export function labelOf(name: keyof Profile): string {
  return LABELS[name]?.() ?? name;
}

export function valueOf(name: keyof Profile, value: Profile[keyof Profile]): string {
  const text = String(value);
  if (typeof value === "boolean") return value ? m.settings_yes() : m.settings_no();
  if (name === "date_order") return DATE_ORDERS[text]?.() ?? text;
  if (name === "model_privacy") return privacyName(text);
  if (name === "language") return languageName(text);
  if (!text) return m.settings_empty();
  if (name === "tax_year_start_month") return monthChoices(locale())[Number(text) - 1]!.label;
  if (name === "country") return nameOf("region", text);
  if (name === "home_currency") return nameOf("currency", text);
  return text;
}

function languageName(code: string): string {
  const known = session.options?.languages.find((language) => language.code === code);
  return code ? (known?.name ?? code) : m.common_language_browser();
}

function nameOf(type: "region" | "currency", code: string): string {
  return new Intl.DisplayNames(locale(), { type }).of(code) ?? code;
}
