/** Files that the server has not taken yet, in IndexedDB, so that they survive a reload. */

import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Refusal } from "./refusals";

/** One document: a file, or the pages of one receipt. */
export interface Upload {
  /** In the order in which they came. None: the browser could not keep it. */
  id?: number;
  /** Its `Idempotency-Key`: however often it is sent, it is there once. */
  key: string;
  /** Whose it is: nothing of one person is sent for another. */
  owner: number;
  name: string;
  /** None: it was refused before it could be sent, as a broken archive. */
  files: File[];
  addedAt: number;
  refusal?: Refusal;
  /** What goes into the trash once it has been taken. */
  replaces?: Replaced;
}

/** A receipt whose picture was taken again. */
export interface Replaced {
  receipt: number;
  /** As it was seen then: what has become of it since is not thrown away. */
  version: number;
  name: string;
}

interface Schema extends DBSchema {
  uploads: { key: number; value: Upload };
}

const NAME = "outbox";
/** Whose files are still to go. */
const LEFT = "outbox-left";
const KEPT_MS = 7 * 24 * 3600 * 1000;

let opened: Promise<IDBPDatabase<Schema>> | null = null;

function open(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>(NAME, 1, {
    upgrade: (db) => void db.createObjectStore("uploads", { keyPath: "id", autoIncrement: true }),
    terminated: () => (opened = null),
  }).catch((error) => {
    opened = null;
    throw error;
  });
  return opened;
}

export async function listUploads(): Promise<Upload[]> {
  return (await open()).getAll("uploads");
}

/** With the `id` that it is kept by. Throws where the browser keeps nothing, or has no room. */
export async function keepUpload(upload: Upload): Promise<Upload> {
  const id = await (await open()).put("uploads", upload);
  return { ...upload, id };
}

export async function findUpload(id: number): Promise<Upload | undefined> {
  return (await open()).get("uploads", id);
}

export async function forgetUpload(id: number): Promise<void> {
  await (await open()).delete("uploads", id);
}

/** Where the page does not last that long, the next one does. */
export async function forgetUploadsOf(owner: number): Promise<void> {
  localStorage.setItem(LEFT, String(owner));
  await forgetOldUploads();
}

/** Whoever is signed in, and if nobody is. With those of a person who has left. */
export async function forgetOldUploads(now = Date.now()): Promise<void> {
  const left = localStorage.getItem(LEFT);
  for (const upload of await listUploads()) {
    const isOld = upload.addedAt < now - KEPT_MS;
    if (isOld || String(upload.owner) === left) await forgetUpload(upload.id!);
  }
  if (left !== null) localStorage.removeItem(LEFT);
}
