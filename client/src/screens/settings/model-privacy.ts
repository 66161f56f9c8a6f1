/** What a model may see of an account's receipts, in words. */

import { m } from "../../i18n/generated/messages";
import type { Profile } from "../../session.svelte";

export type ModelPrivacy = Profile["model_privacy"];

export const PRIVACIES: { value: ModelPrivacy; label: () => string; hint: () => string }[] = [
  {
    value: "model_allowed",
    label: m.settings_models_allowed,
    hint: m.settings_models_allowed_hint,
  },
  { value: "model_masked", label: m.settings_models_masked, hint: m.settings_models_masked_hint },
  {
    value: "offline_only",
    label: m.settings_models_offline,
    hint: m.settings_models_offline_hint,
  },
];

export function privacyName(value: string): string {
  return PRIVACIES.find((privacy) => privacy.value === value)?.label() ?? value;
}
