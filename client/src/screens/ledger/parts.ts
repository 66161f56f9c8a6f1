/** Many entries in as many calls as it takes, and what came of them together. */

import type { Schema } from "../../api/client";
import { asApiError, type ApiError } from "../../api/errors";

/** What has to be known of an entry that was selected, also when it is not seen any more. */
export type Picked = Pick<
  Schema["Transaction"],
  | "id"
  | "version"
  | "receipt"
  | "category"
  | "is_verified"
  | "transaction_type"
  | "total"
  | "currency"
>;

export interface Outcome {
  /** Those in which something was changed, as they were before but of the version of now. */
  changed: Picked[];
  refused: number;
  /** Why, of the first one. */
  reason: string;
  /** What kept the rest from being asked for; null: nothing. */
  error: ApiError | null;
}

export type Send = (part: Picked[]) => Promise<Schema["BulkAnswers"]>;
const MOST = 500;

export async function inParts(
  entries: Picked[],
  idOf: (entry: Picked) => number,
  send: Send,
): Promise<Outcome> {
  const parts: Outcome[] = [];
  for (let start = 0; start < entries.length; start += MOST) {
    const part = entries.slice(start, start + MOST);
    try {
      parts.push(outcome(part, idOf, await send(part)));
    } catch (error) {
      // What is done is done, and can be taken back.
      return joined([...parts, { changed: [], refused: 0, reason: "", error: asApiError(error) }]);
    }
  }
  return joined(parts);
}

function outcome(
  part: Picked[],
  idOf: (entry: Picked) => number,
  { refused, results }: Schema["BulkAnswers"],
): Outcome {
  const done = new Map(results.filter(({ status }) => status < 400).map((one) => [one.id, one]));
  return {
    changed: part
      .filter((entry) => done.has(idOf(entry)))
      .map((entry) => ({ ...entry, version: done.get(idOf(entry))?.version ?? entry.version })),
    refused,
    reason: results.find(({ status }) => status >= 400)?.detail ?? "",
    error: null,
  };
}

export function joined(parts: Outcome[]): Outcome {
  return {
    changed: parts.flatMap(({ changed }) => changed),
    refused: parts.reduce((sum, { refused }) => sum + refused, 0),
    reason: parts.find(({ reason }) => reason)?.reason ?? "",
    error: parts.find(({ error }) => error)?.error ?? null,
  };
}
