/**
 * What people have added and the server has not taken yet. It is sent from whatever screen is open,
 * three at a time, by one tab each; what a page leaves behind the next one sends.
 */

import { api, data } from "../api/client";
import { asApiError, type ApiError } from "../api/errors";
import { newKey, send } from "../api/transport";
import { toasts } from "../components/toasts.svelte";
import { m } from "../i18n/generated/messages";
import { live } from "../live.svelte";
import { session } from "../session.svelte";
import { gather, type Fault } from "./gathering";
import { areSame } from "./same";
import { refusalOfError, refusalOfFault } from "./refusals";
import { putAway } from "./replacing";
import { sendUpload, type Receipt } from "./send";
import * as store from "./store";
import type { Replaced, Upload } from "./store";
import { mayTakeNoPlace, verdictOn } from "./verdict";

const AT_ONCE = 3;
const MOST_NAMES = 3;
/** So often it is looked whether one has waited too long. */
const LOOK_MS = 3600 * 1000;

export class Sending {
  upload = $state.raw() as Upload;
  state = $state<"waiting" | "sending" | "refused">("waiting");
  /** The share that has been sent. */
  share = $state(0);
  readonly leaving = new AbortController();
  tries = 0;
  /** Whether it waits while the quota is used. */
  takesPlace: boolean;

  constructor(upload: Upload) {
    this.upload = upload;
    this.takesPlace = !mayTakeNoPlace(upload.files);
    if (upload.refusal) this.state = "refused";
  }
}

/** Why nothing is sent, or nothing that takes a place of the quota. `until` null: until somebody says so. */
export interface Pause {
  what: "offline" | "busy" | "full";
  error: ApiError;
  until: Date | null;
}

class Outbox {
  rows = $state.raw<Sending[]>([]);
  /** How many of them are still to be sent. */
  readonly left = $derived(this.rows.filter(({ state }) => state !== "refused").length);
  /** How many would be lost with this machine: those of them, and others that may yet be taken. */
  readonly unsent = $derived(
    this.rows.filter(({ upload }) => upload.refusal?.mayPass ?? true).length,
  );
  pause = $state.raw<Pause | null>(null);
  /** False: the browser keeps no files, so that a reload would lose them. */
  survives = $state(true);
  /** While archives are being opened: how many files have been found, of how many. */
  gathering = $state.raw({ found: 0, of: 0 });

  readonly #tabs = new BroadcastChannel("outbox");
  readonly #listeners = new Set<(receipt: Receipt) => void>();
  #owner = 0;
  #keeping: Promise<unknown> = Promise.resolve();
  #free = AT_ONCE;
  #next: { row: Sending; go: () => void }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Call once, when somebody is signed in. */
  start(): void {
    this.#owner = session.profile?.id ?? 0;
    session.onSignOut(() => this.#forget());
    this.#tabs.onmessage = () => this.#follow();
    setInterval(() => void this.#forgetOld(), LOOK_MS);
    addEventListener("online", () => this.pause?.what === "offline" && this.resume());
    addEventListener("beforeunload", (event) => {
      if (!this.survives && this.rows.length) event.preventDefault();
    });
    void this.#forgetOld();
  }

  /** Tells of each receipt that the server has taken. */
  subscribe(listener: (receipt: Receipt) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Each file is a receipt; archives are opened. What waits here already is not added once more. */
  async add(files: File[]): Promise<void> {
    const known: string[] = [];
    let left = 0;
    const expect = (more: number) => {
      left += more;
      this.#gather(0, more);
    };
    try {
      for await (const found of gather(files, await maxBytes(), expect)) {
        if ("fault" in found) await this.#refuse(found.name, found.fault);
        else if (!(await this.#keepOnce([found.file]))) known.push(found.file.name);
        left -= 1;
        this.#gather(1, 0);
      }
    } finally {
      this.#gather(left, 0);
      this.#tellTabs();
      if (known.length) toasts.show(m.inbox_same({ names: shortened(known) }));
    }
  }

  /** Several photos of one receipt, in their order. */
  async addPages(files: File[]): Promise<void> {
    if (!(await this.#keepOnce(files))) toasts.show(m.inbox_same({ names: files[0]!.name }));
    this.#tellTabs();
  }

  /** A better picture of a receipt, which goes into the trash once this one has been taken. */
  async replace(replaces: Replaced, file: File): Promise<void> {
    const isNew = await this.#keepOnce([file], { replaces });
    if (!isNew) toasts.show(m.inbox_same({ names: file.name }));
    this.#tellTabs();
  }

  /** A refused one once more, under the key that it had. */
  async again(row: Sending): Promise<void> {
    const { refusal: _, ...upload } = row.upload;
    this.#renew(row, await this.#store(upload));
    this.#tellTabs();
  }

  async remove(row: Sending): Promise<void> {
    this.#leave(row);
    if (row.upload.id !== undefined) await store.forgetUpload(row.upload.id);
    this.#tellTabs();
  }

  /** What waits is tried now. */
  resume(): void {
    clearTimeout(this.#timer);
    this.pause = null;
    this.#next.splice(0).forEach(({ go }) => go());
  }

  /** False: it waits here already. One after the other, so that a drop sees what the one before keeps. */
  #keepOnce(files: File[], about: Pick<Upload, "replaces"> = {}): Promise<boolean> {
    const kept = this.#keeping.then(async () => {
      if (await this.#has(files)) return false;
      await this.#keep({ name: files[0]!.name, files, ...about });
      return true;
    });
    this.#keeping = kept.catch(() => {});
    return kept;
  }

  #gather(found: number, more: number): void {
    const now = { found: this.gathering.found + found, of: this.gathering.of + more };
    this.gathering = now.found < now.of ? now : { found: 0, of: 0 };
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
  async #refuse(name: string, fault: Fault): Promise<void> {
    await this.#keep({ name, files: [], refusal: refusalOfFault(fault, await maxBytes()) });
  }

  async #keep(about: Pick<Upload, "name" | "files" | "refusal" | "replaces">): Promise<void> {
    const limit = await maxBytes();
    if (about.files.reduce((sum, file) => sum + file.size, 0) > limit) {
      return this.#refuse(about.name, "oversized");
    }
    // Somebody has signed out meanwhile.
    if (!this.#owner) return;
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

  /** What another page has left, or another tab has added, removed or tries again. */
  async #follow(): Promise<void> {
    const known = this.rows.filter(({ upload }) => upload.id !== undefined);
    const uploads = await store.listUploads().catch(() => null);
    if (!uploads || !this.#owner) return;
    const kept = new Map(uploads.map((upload) => [upload.id, upload]));
    for (const row of known) {
      const upload = kept.get(row.upload.id);
      kept.delete(row.upload.id);
      if (!upload) this.#leave(row);
      else if (row.state === "refused" && !upload.refusal) this.#renew(row, upload);
    }
    for (const upload of kept.values()) {
      if (upload.owner === this.#owner) this.#show(upload);
      else await store.forgetUpload(upload.id!);
    }
  }

  async #forgetOld(): Promise<void> {
    await store.forgetOldUploads().catch(() => {});
    await this.#follow();
  }

  #tellTabs(): void {
    this.#tabs.postMessage("changed");
  }

  #renew(row: Sending, upload: Upload): void {
    row.upload = upload;
    row.state = "waiting";
    row.tries = 0;
    void this.#deliver(row);
  }

  #show(upload: Upload): void {
    if (this.rows.some((row) => row.upload.key === upload.key)) return;
    const row = new Sending(upload);
    this.rows = [...this.rows, row];
    if (row.state === "waiting") void this.#deliver(row);
  }

  async #deliver(row: Sending): Promise<void> {
    await alone(row.upload.key, async () => {
      while (await this.#isWanted(row)) await this.#try(row);
    });
  }

  /** Whether it is still to be sent: another tab may have done so, or been told to leave it. */
  async #isWanted(row: Sending): Promise<boolean> {
    const { id } = row.upload;
    const kept = id === undefined ? row.upload : await store.findUpload(id).catch(() => row.upload);
    if (!kept) this.#leave(row);
    else if (kept.refusal) [row.upload, row.state] = [kept, "refused"];
    return row.state !== "refused" && this.rows.includes(row);
  }

  async #try(row: Sending): Promise<void> {
    await this.#turn(row);
    try {
      if (!(await this.#isWanted(row))) return;
      row.state = "sending";
      const onprogress = (share: number) => (row.share = share);
      const receipt = await sendUpload(row.upload, { signal: row.leaving.signal, onprogress });
      await this.#taken(row, receipt);
    } catch (error) {
      if (this.rows.includes(row)) await this.#failed(row, asApiError(error));
    } finally {
      this.#free += 1;
      this.#callNext();
    }
  }

  /** Until no pause holds it back and one of the few at once may begin. */
  async #turn(row: Sending): Promise<void> {
    while (this.#holdsBack(row) || !this.#free) {
      await new Promise<void>((go) => this.#next.push({ row, go }));
    }
    this.#free -= 1;
  }

  #callNext(): void {
    const position = this.#next.findIndex(({ row }) => !this.#holdsBack(row));
    if (position >= 0) this.#next.splice(position, 1)[0]!.go();
  }

  #holdsBack(row: Sending): boolean {
    return this.pause?.what === "full" ? row.takesPlace : this.pause !== null;
  }

  /** Throws ApiError where what it replaces has not gone yet: sent once more it is the same one. */
  async #taken(row: Sending, receipt: Receipt): Promise<void> {
    if (row.upload.replaces) await putAway(row.upload.replaces);
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
    // Removed meanwhile, or somebody has signed out: it must not be kept once more.
    if (!this.rows.includes(row)) return;
    if (verdict.what === "refuse" || isItsOwn) {
      row.state = "refused";
      row.upload = await this.#store({ ...row.upload, refusal: refusalOfError(error) });
    } else {
      if (verdict.what === "full") row.takesPlace = true;
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

  #leave(row: Sending): void {
    this.#drop(row);
    row.leaving.abort();
  }

  #drop(row: Sending): void {
    this.rows = this.rows.filter((other) => other !== row);
  }

  /** At a sign-out. */
  async #forget(): Promise<void> {
    const owner = this.#owner;
    this.#owner = 0;
    this.rows.forEach((row) => this.#leave(row));
    await store.forgetUploadsOf(owner);
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
