/** Many entries in as many calls as it takes, and what came of them together. */

import type { Schema } from "../api/client";
import { asApiError, type ApiError } from "../api/errors";
import { newKey } from "../api/transport";
import { live } from "../live.svelte";

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
  /** Asks for that rest, what may have been done already by the key that it had. Null: there is none. */
  again: (() => Promise<Outcome>) | null;
}

/** `key` is the call's: by the same one it is done once. */
export type Send = (part: Picked[], key: string) => Promise<Schema["BulkAnswers"]>;
const MOST = 500;
const NOTHING: Outcome = { changed: [], refused: 0, reason: "", error: null, again: null };

export async function inParts(
  entries: Picked[],
  idOf: (entry: Picked) => number,
  send: Send,
  key = newKey(),
): Promise<Outcome> {
  const parts: Outcome[] = [];
  for (let start = 0; start < entries.length; start += MOST) {
    const part = entries.slice(start, start + MOST);
    try {
      parts.push(outcome(part, idOf, await send(part, key)));
      live.expect();
    } catch (error) {
      // What is done is done, and can be taken back.
      const lost = key;
      const again = () => inParts(entries.slice(start), idOf, send, lost);
      return joined([...parts, { ...NOTHING, error: asApiError(error), again }]);
    }
    key = newKey();
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
    ...NOTHING,
    changed: part
      .filter((entry) => done.has(idOf(entry)))
      .map((entry) => ({ ...entry, version: done.get(idOf(entry))?.version ?? entry.version })),
    refused,
    reason: results.find(({ status }) => status >= 400)?.detail ?? "",
  };
}

export function joined(parts: Outcome[]): Outcome {
  const rests = parts.flatMap(({ again }) => again ?? []);
  return {
    changed: parts.flatMap(({ changed }) => changed),
    refused: parts.reduce((sum, { refused }) => sum + refused, 0),
    reason: parts.find(({ reason }) => reason)?.reason ?? "",
    error: parts.find(({ error }) => error)?.error ?? null,
    again: rests.length ? () => inTurn(rests) : null,
  };
}

async function inTurn(rests: (() => Promise<Outcome>)[]): Promise<Outcome> {
  const parts: Outcome[] = [];
  for (const rest of rests) parts.push(await rest());
  return joined(parts);
}
