/** What can be done with many entries at once. */

import { api, data, once, type Schema } from "../../api/client";
import { asApiError } from "../../api/errors";
import { inParts, joined, type Outcome, type Picked, type Send } from "./parts";

export async function verify(entries: Picked[]): Promise<Outcome> {
  const open = entries.filter((entry) => entry.receipt && !entry.is_verified);
  return inParts(open, receiptOf, sendVerify);
}

export function unverify(entries: Picked[]): Promise<Outcome> {
  return inParts(entries, receiptOf, sendUnverify);
}

export function setCategory(entries: Picked[], category: string): Promise<Outcome> {
  const others = entries.filter((entry) => entry.category !== category);
  return inParts(others, entryOf, (ids) => sendCategory(ids, category));
}

/** Each gets the category back that it had. */
export async function putCategoriesBack(entries: Picked[]): Promise<Outcome> {
  const had = new Map<string | null, Picked[]>();
  for (const entry of entries) {
    const group = had.get(entry.category);
    if (group) group.push(entry);
    else had.set(entry.category, [entry]);
  }
  const parts: Outcome[] = [];
  for (const [category, group] of had) {
    if (parts.at(-1)?.error) break;
    const send: Send = category ? (ids) => sendCategory(ids, category) : takeCategoriesAway;
    parts.push(await inParts(group, entryOf, send));
  }
  return joined(parts);
}

/** Entries of receipts go with these. */
export async function trash(entries: Picked[]): Promise<Outcome> {
  const [ofReceipts, byHand] = split(entries);
  return joined([
    await inParts(ofReceipts, receiptOf, sendReceiptsAway),
    await inParts(byHand, entryOf, sendEntriesAway),
  ]);
}

export async function restore(entries: Picked[]): Promise<Outcome> {
  const [ofReceipts, byHand] = split(entries);
  return joined([
    await inParts(ofReceipts, receiptOf, sendReceiptsBack),
    await inParts(byHand, entryOf, sendEntriesBack),
  ]);
}

const receiptOf = (entry: Picked): number => entry.receipt!;
const entryOf = (entry: Picked): number => entry.id;

function split(entries: Picked[]): [Picked[], Picked[]] {
  return [entries.filter(({ receipt }) => receipt), entries.filter(({ receipt }) => !receipt)];
}

const sendVerify: Send = (ids) =>
  data(api.POST("/api/v1/receipts/bulk/verify/", { params: { header: once() }, body: { ids } }));
const sendUnverify: Send = (ids) =>
  data(api.POST("/api/v1/receipts/bulk/unverify/", { params: { header: once() }, body: { ids } }));
const sendReceiptsAway: Send = (ids) =>
  data(api.POST("/api/v1/receipts/bulk/delete/", { params: { header: once() }, body: { ids } }));
const sendReceiptsBack: Send = (ids) =>
  data(api.POST("/api/v1/receipts/bulk/restore/", { params: { header: once() }, body: { ids } }));
const sendEntriesAway: Send = (ids) =>
  data(
    api.POST("/api/v1/receipts/transactions/bulk/delete/", {
      params: { header: once() },
      body: { ids },
    }),
  );
const sendEntriesBack: Send = (ids) =>
  data(
    api.POST("/api/v1/receipts/transactions/bulk/restore/", {
      params: { header: once() },
      body: { ids },
    }),
  );

function sendCategory(ids: number[], category: string): Promise<Schema["BulkAnswers"]> {
  const body = { ids, category };
  return data(
    api.POST("/api/v1/receipts/transactions/bulk/category/", { params: { header: once() }, body }),
  );
}

/** The calls for many know no "none". */
async function takeCategoriesAway(ids: number[]): Promise<Schema["BulkAnswers"]> {
  const results: Schema["BulkAnswer"][] = [];
  for (const id of ids) {
    const params = { path: { id } };
    const body = { category: null };
    const call = api.PATCH("/api/v1/receipts/transactions/{id}/", { params, body });
    results.push(await call.then(() => ({ id, status: 200 }), refusal.bind(null, id)));
  }
  const refused = results.filter(({ status }) => status >= 400).length;
  return { changed: ids.length - refused, refused, results };
}

/** As the calls for many tell of one. What was not answered stops them all. */
function refusal(id: number, thrown: unknown): Schema["BulkAnswer"] {
  const { status, message, code } = asApiError(thrown);
  if (status < 400) throw thrown;
  return { id, status, code, detail: message };
}
