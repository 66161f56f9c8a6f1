/** Web hooks in words. */

import type { Schema } from "../../api/client";
import { m } from "../../i18n/generated/messages";

export type Kind = Schema["EventKindEnum"];

export const KINDS: Record<Kind, () => string> = {
  uploaded: m.settings_kind_uploaded,
  read: m.settings_kind_read,
  failed: m.settings_kind_failed,
  reprocessed: m.settings_kind_reprocessed,
  created: m.settings_kind_created,
  corrected: m.settings_kind_corrected,
  verified: m.settings_kind_verified,
  unverified: m.settings_kind_unverified,
  merged: m.settings_kind_merged,
  separated: m.settings_kind_separated,
  deleted: m.settings_kind_deleted,
  restored: m.settings_kind_restored,
  purged: m.settings_kind_purged,
  viewed: m.settings_kind_viewed,
};

export const OFF: Record<Schema["SwitchedOffEnum"], () => string> = {
  owner: m.settings_hook_off_owner,
  failing: m.settings_hook_off_failing,
  gone: m.settings_hook_off_gone,
};

export function kindsInWords(kinds: Kind[]): string {
  if (kinds.length === Object.keys(KINDS).length) return m.settings_hook_all();
  return kinds.map((kind) => KINDS[kind]()).join(", ");
}
