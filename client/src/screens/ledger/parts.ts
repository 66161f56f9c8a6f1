/** Many entries in as many calls as it takes, and what came of them together. */

import type { Schema } from "../../api/client";

/** What has to be known of an entry that was selected, also when it is not seen any more. */
export type Picked = Pick<
  Schema["Transaction"],
  "id" | "receipt" | "category" | "is_verified" | "transaction_type"
>;

export interface Outcome {
  /** Those in which something was changed. */
  changed: Picked[];
  refused: number;
  /** Why, of the first one. */
  reason: string;
}

export type Send = (ids: number[]) => Promise<Schema["BulkAnswers"]>;
const MOST = 500;

export async function inParts(
  entries: Picked[],
  idOf: (entry: Picked) => number,
  send: Send,
): Promise<Outcome> {
  const parts: Outcome[] = [];
  for (let start = 0; start < entries.length; start += MOST) {
    const part = entries.slice(start, start + MOST);
    parts.push(outcome(part, idOf, await send(part.map(idOf))));
  }
  return joined(parts);
}

function outcome(
  part: Picked[],
  idOf: (entry: Picked) => number,
  { refused, results }: Schema["BulkAnswers"],
): Outcome {
  const done = new Set(results.filter(({ status }) => status < 400).map(({ id }) => id));
  return {
    changed: part.filter((entry) => done.has(idOf(entry))),
    refused,
    reason: results.find(({ status }) => status >= 400)?.detail ?? "",
  };
}

export function joined(parts: Outcome[]): Outcome {
  return {
    changed: parts.flatMap(({ changed }) => changed),
    refused: parts.reduce((sum, { refused }) => sum + refused, 0),
    reason: parts.find(({ reason }) => reason)?.reason ?? "",
  };
}
