/** What is said of the quota before it is used up. */

import type { Schema } from "./api/client";

/** As many documents mean that there is no limit. */
export const NO_LIMIT = 999_999;

export interface Warning {
  what: "none" | "too many" | "few" | "reads";
  /** So many documents, or free reads, there still may be. */
  left: number;
}

export function isLimited(quota: Schema["Quota"] | undefined): boolean {
  return quota !== undefined && quota.limit < NO_LIMIT;
}

const FEW = 5;

/** `waiting` are still to be sent. Null: there is room. */
export function warningOf(quota: Schema["Quota"], waiting: number): Warning | null {
  const left = Math.max(0, quota.limit - quota.used - quota.reserved);
  if (quota.limit < NO_LIMIT) {
    if (left === 0) return { what: "none", left };
    if (waiting > left) return { what: "too many", left };
    if (left <= FEW) return { what: "few", left };
  }
  const reads = Math.max(0, quota.free_reads_limit - quota.free_reads);
  return reads <= FEW ? { what: "reads", left: reads } : null;
}
