/** Web hooks in words. */

import type { Schema } from "../../api/client";
import { EVENT_KINDS, eventLabel, type EventKind } from "../../events";
import { m } from "../../i18n/generated/messages";

export const OFF: Record<Schema["SwitchedOffEnum"], () => string> = {
  owner: m.settings_hook_off_owner,
  failing: m.settings_hook_off_failing,
  gone: m.settings_hook_off_gone,
};

export function kindsInWords(kinds: EventKind[]): string {
  if (kinds.length === EVENT_KINDS.length) return m.settings_hook_all();
  return kinds.map(eventLabel).join(", ");
}
