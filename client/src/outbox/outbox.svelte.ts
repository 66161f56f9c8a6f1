/**
 * What people have added and the server has not taken yet. It is sent from whatever screen is open,
 * three at a time, by one tab each; what a page leaves behind the next one sends.
 */

import { api, data } from "../api/client";
import { asApiError, type ApiError } from "../api/errors";
import { newKey, send } from "../api/transport";
import { toasts } from "../components/toasts.svelte";
import { bytes } from "../formats";
import { m } from "../i18n/generated/messages";
import { live } from "../live.svelte";
import { session } from "../session.svelte";
import { unpacked } from "./gathering";
import { areSame } from "./same";
import { sendUpload, type Receipt } from "./send";
import * as store from "./store";
import type { Upload } from "./store";
import { mayPass, verdictOn } from "./verdict";

const AT_ONCE = 3;
const MOST_NAMES = 3;

export class Sending {
  upload = $state.raw() as Upload;
  state = $state<"waiting" | "sending" | "refused">("waiting");
  /** The share that has been sent. */
  share = $state(0);
  readonly leaving = new AbortController();
  tries = 0;

  constructor(upload: Upload) {
    this.upload = upload;
    if (upload.refusal) this.state = "refused";
  }
}

/** Why nothing is sent. `until` null: until somebody says so. */
export interface Pause {
  what: "offline" | "busy" | "full";
  error: ApiError;
  until: Date | null;
}

class Outbox {
  rows = $state.raw<Sending[]>([]);
  /** How many of them are still to be sent. */
  readonly left = $derived(this.rows.filter(({ state }) => state !== "refused").length);
  pause = $state.raw<Pause | null>(null);
  /** False: the browser keeps no files, so that a reload would lose them. */
  survives = $state(true);
  /** Archives are being opened, folders gone through. */
  gathering = $state(0);

  readonly #tabs = new BroadcastChannel("outbox");
  readonly #listeners = new Set<(receipt: Receipt) => void>();
  #owner = 0;
  #keeping: Promise<unknown> = Promise.resolve();
  #free = AT_ONCE;
  #next: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Call once, when somebody is signed in. */
  start(): void {
    this.#owner = session.profile?.id ?? 0;
    session.onSignOut(() => this.#forget());
    this.#tabs.onmessage = () => this.#takeUp();
    addEventListener("online", () => this.pause?.what === "offline" && this.resume());
    addEventListener("beforeunload", (event) => {
      if (!this.survives && this.rows.length) event.preventDefault();
    });
    void this.#takeUp();
  }

  /** Tells of each receipt that the server has taken. */
  subscribe(listener: (receipt: Receipt) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Each file is a receipt; archives are opened. */
  async add(files: File[]): Promise<void> {
    this.gathering += 1;
    try {
      const found = await unpacked(files);
      for (const { name } of found.broken) await this.#refuse(name, m.inbox_broken_archive());
      await this.#keepAll(found.files.map((file) => [file]));
    } finally {
      this.gathering -= 1;
    }
    this.#tabs.postMessage("added");
  }

  /** Several photos of one receipt, in their order. */
  async addPages(files: File[]): Promise<void> {
    await this.#keepAll([files]);
    this.#tabs.postMessage("added");
  }

  /** A refused one once more, under the key that it had. */
  async again(row: Sending): Promise<void> {
    const { refusal: _, ...upload } = row.upload;
    row.upload = await this.#store(upload);
    row.state = "waiting";
    row.tries = 0;
    void this.#deliver(row);
  }

  async remove(row: Sending): Promise<void> {
    this.#drop(row);
    row.leaving.abort();
    if (row.upload.id !== undefined) await store.forgetUpload(row.upload.id);
  }

  /** What waits is tried now. */
  resume(): void {
    clearTimeout(this.#timer);
    this.pause = null;
    this.#next.splice(0).forEach((go) => go());
  }

  /** What waits here already is not added once more. */
  async #keepAll(documents: File[][]): Promise<void> {
    const known: string[] = [];
    const keep = async (files: File[]) => {
      const name = files[0]!.name;
      if (await this.#has(files)) known.push(name);
      else await this.#keep({ name, files });
    };
    // One after the other, also of two drops: the second one has to see what the first one keeps.
    for (const files of documents) await (this.#keeping = this.#keeping.then(() => keep(files)));
    if (known.length) toasts.show(m.inbox_same({ names: shortened(known) }));
  }

  /** Of what was refused there is no second row either: it is tried anew. */
  async #has(files: File[]): Promise<boolean> {
    const alike = this.rows.filter(({ upload }) => upload.files[0]?.name === files[0]!.name);
    for (const row of alike) {
      // What cannot be read any more is told when it is sent.
      const isSame = await areSame(row.upload.files, files).catch(() => false);
      if (!isSame || !this.rows.includes(row)) continue;
      if (row.state !== "refused") return true;
      await this.remove(row);
    }
    return false;
  }

  /** Without having been sent: nothing of it is kept but what is said. */
  async #refuse(name: string, message: string): Promise<void> {
    await this.#keep({ name, files: [], refusal: { mayPass: false, message } });
  }

  async #keep(about: Pick<Upload, "name" | "files" | "refusal">): Promise<void> {
    const limit = await maxBytes();
    if (about.files.reduce((sum, file) => sum + file.size, 0) > limit) {
      return this.#refuse(about.name, m.inbox_too_large({ limit: bytes(limit) }));
    }
    const upload = { ...about, key: newKey(), owner: this.#owner, addedAt: Date.now() };
    this.#show(await this.#store(upload));
  }

  async #store(upload: Upload): Promise<Upload> {
    try {
      return await store.keepUpload(upload);
    } catch {
      this.survives = false;
      return upload;
    }
  }

  /** What another page has left, or another tab has added and may not come to send. */
  async #takeUp(): Promise<void> {
    const known = new Set(this.rows.map((row) => row.upload.id));
    for (const upload of await store.listUploads().catch(() => [])) {
      if (upload.owner !== this.#owner) await store.forgetUpload(upload.id!);
      else if (!known.has(upload.id)) this.#show(upload);
    }
  }

  #show(upload: Upload): void {
    if (this.rows.some((row) => row.upload.key === upload.key)) return;
    const row = new Sending(upload);
    this.rows = [...this.rows, row];
    if (row.state === "waiting") void this.#deliver(row);
  }

  async #deliver(row: Sending): Promise<void> {
    await alone(row.upload.key, async () => {
      const { id } = row.upload;
      // Another tab had it, and has sent it.
      if (id !== undefined && !(await store.isKept(id).catch(() => true))) return this.#drop(row);
      while (row.state !== "refused" && this.rows.includes(row)) await this.#try(row);
    });
  }

  async #try(row: Sending): Promise<void> {
    await this.#turn();
    try {
      if (!this.rows.includes(row)) return;
      row.state = "sending";
      const onprogress = (share: number) => (row.share = share);
      const receipt = await sendUpload(row.upload, { signal: row.leaving.signal, onprogress });
      await this.#taken(row, receipt);
    } catch (error) {
      if (this.rows.includes(row)) await this.#failed(row, asApiError(error));
    } finally {
      this.#free += 1;
      if (!this.pause) this.#next.shift()?.();
    }
  }

  /** Until there is no pause and one of the few at once may begin. */
  async #turn(): Promise<void> {
    while (this.pause || !this.#free) {
      await new Promise<void>((resolve) => this.#next.push(resolve));
    }
    this.#free -= 1;
  }

  async #taken(row: Sending, receipt: Receipt): Promise<void> {
    if (row.upload.id !== undefined) await store.forgetUpload(row.upload.id).catch(() => {});
    this.#drop(row);
    this.#listeners.forEach((listener) => listener(receipt));
    live.expect();
    if (!this.left) void session.load().catch(() => {});
  }

  async #failed(row: Sending, error: ApiError): Promise<void> {
    row.state = "waiting";
    row.share = 0;
    row.tries += 1;
    const verdict = verdictOn(error, row.tries);
    // Not the network then, but this file: a connection that breaks off each time.
    const isItsOwn = verdict.what === "offline" && row.tries > 3 && (await isServerThere());
    if (verdict.what === "refuse" || isItsOwn) {
      row.state = "refused";
      const refusal = { mayPass: mayPass(error), message: error.message };
      row.upload = await this.#store({ ...row.upload, refusal });
    } else {
      this.#pauseFor(verdict.what, error, "seconds" in verdict ? verdict.seconds : null);
    }
  }

  #pauseFor(what: Pause["what"], error: ApiError, seconds: number | null): void {
    clearTimeout(this.#timer);
    const until = seconds === null ? null : new Date(Date.now() + seconds * 1000);
    this.pause = { what, error, until };
    if (seconds !== null) this.#timer = setTimeout(() => this.resume(), seconds * 1000);
    if (what === "full") void session.load().catch(() => {});
  }

  #drop(row: Sending): void {
    this.rows = this.rows.filter((other) => other !== row);
  }

  async #forget(): Promise<void> {
    for (const row of this.rows) row.leaving.abort();
    this.rows = [];
    await store.forgetUploads();
  }
}

function shortened(names: string[]): string {
  return names.slice(0, MOST_NAMES).join(", ") + (names.length > MOST_NAMES ? " …" : "");
}

let limits: Promise<number> | null = null;

/** Of one receipt. Where the server cannot be asked it says so itself later. */
function maxBytes(): Promise<number> {
  limits ??= data(api.GET("/api/v1/receipts/limits/")).then(
    (told) => told.max_bytes,
    () => {
      limits = null;
      return Infinity;
    },
  );
  return limits;
}

/** No other tab sends it meanwhile. Plain HTTP has no locks; there the key of the upload does. */
async function alone(key: string, work: () => Promise<void>): Promise<void> {
  if (navigator.locks) await navigator.locks.request(`upload:${key}`, work);
  else await work();
}

async function isServerThere(): Promise<boolean> {
  const url = new URL("/api/v1/accounts/options/", location.origin);
  return send(new Request(url)).then(
    () => true,
    () => false,
  );
}

export const outbox = new Outbox();
