/** Why a file was not accepted, in the language that is read now. */

import type { ApiError } from "../api/errors";
import { bytes, count } from "../formats";
import { locale } from "../i18n/locale.svelte";
import { m } from "../i18n/generated/messages";
import type { Fault } from "./gathering";
import { mayPass } from "./verdict";
import { MAX_BYTES, MAX_FILES } from "./zip";

/** Found here, before it was sent, or said by the server, which says it in one language. */
export type Refusal = {
  /** Whether it may be taken another time. */
  mayPass: boolean;
} & ({ fault: Fault; limit: number } | { code: string; message: string; language: string });

/** `limit`: how many bytes one receipt may have. */
export function refusalOfFault(fault: Fault, limit: number): Refusal {
  return { mayPass: false, fault, limit };
}

export function refusalOfError(error: ApiError): Refusal {
  const { code, message } = error;
  return { mayPass: mayPass(error), code, message, language: locale() };
}

export function refusalText(refusal: Refusal): string {
  if ("fault" in refusal) return FAULTS[refusal.fault](refusal.limit);
  if (refusal.language === locale()) return refusal.message;
  return OWN_CODES[refusal.code]?.() ?? m.inbox_not_accepted();
}

const FAULTS: Record<Fault, (limit: number) => string> = {
  broken: () => m.inbox_archive_broken(),
  locked: () => m.inbox_archive_locked(),
  large: () => m.inbox_archive_large({ files: count(MAX_FILES), limit: bytes(MAX_BYTES, "floor") }),
  empty: () => m.inbox_archive_empty(),
  nested: () => m.inbox_archive_nested(),
  damaged: () => m.inbox_archive_damaged(),
  oversized: (limit) => m.inbox_too_large({ limit: bytes(limit, "floor") }),
};

const OWN_CODES: Record<string, () => string> = {
  offline: m.common_offline,
  late: m.common_late,
  unavailable: m.common_unavailable,
};
