/** What can be done with many entries at once. */

import { api, data, ofVersions, type Schema } from "../api/client";
import { inParts, joined, type Outcome, type Picked, type Send } from "./parts";

export async function verify(entries: Picked[]): Promise<Outcome> {
  const open = entries.filter((entry) => entry.receipt && !entry.is_verified);
  return inParts(open, receiptOf, sendVerify);
}

export function unverify(entries: Picked[]): Promise<Outcome> {
  return inParts(entries, receiptOf, sendUnverify);
}

/** Null: none. */
export function setCategory(entries: Picked[], category: string | null): Promise<Outcome> {
  const others = entries.filter((entry) => entry.category !== category);
  return inParts(others, entryOf, (part, key) => {
    const body = { ids: part.map(entryOf), category };
    return sendCategories(part, key, body);
  });
}

/** Each gets the category back that it had, if nobody has changed it since. */
export function putCategoriesBack(entries: Picked[]): Promise<Outcome> {
  return inParts(entries, entryOf, (part, key) => {
    const body = { entries: part.map(({ id, category, version }) => ({ id, category, version })) };
    return sendCategories(part, key, body);
  });
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

const headers = (part: Picked[], key: string) => ({
  ...ofVersions(part.map(({ version }) => version)),
  "Idempotency-Key": key,
});
const receiptIds = (part: Picked[], key: string) => ({
  body: { ids: part.map(receiptOf) },
  headers: headers(part, key),
});
const entryIds = (part: Picked[], key: string) => ({
  body: { ids: part.map(entryOf) },
  headers: headers(part, key),
});

/** As they were seen: what somebody else has changed since waits for another look. */
const receiptVersions = (part: Picked[], key: string) => ({
  body: { receipts: part.map((entry) => ({ id: receiptOf(entry), version: entry.version })) },
  headers: headers(part, key),
});

const sendVerify: Send = (part, key) =>
  data(api.POST("/api/v1/receipts/bulk/verify/", receiptVersions(part, key)));
const sendUnverify: Send = (part, key) =>
  data(api.POST("/api/v1/receipts/bulk/unverify/", receiptVersions(part, key)));
const sendReceiptsAway: Send = (part, key) =>
  data(api.POST("/api/v1/receipts/bulk/delete/", receiptIds(part, key)));
const sendReceiptsBack: Send = (part, key) =>
  data(api.POST("/api/v1/receipts/bulk/restore/", receiptIds(part, key)));
const sendEntriesAway: Send = (part, key) =>
  data(api.POST("/api/v1/receipts/transactions/bulk/delete/", entryIds(part, key)));
const sendEntriesBack: Send = (part, key) =>
  data(api.POST("/api/v1/receipts/transactions/bulk/restore/", entryIds(part, key)));

function sendCategories(part: Picked[], key: string, body: Schema["BulkEntryCategoryRequest"]) {
  const call = { body, headers: headers(part, key) };
  return data(api.POST("/api/v1/receipts/transactions/bulk/category/", call));
}
