/** The receipt that is being reviewed: its values as they are typed, and as they are saved. */

import { api, data, ifMatch, type Schema } from "../../api/client";
import { asApiError, type ApiError } from "../../api/errors";
import { goneOf, type Answer } from "../../duplicates";
import { formatLocale } from "../../i18n/locale.svelte";
import { isNoPurchase, nameOf } from "../../receipts";
import { session } from "../../session.svelte";
import { holdUnsaved } from "../../unsaved";
import { verifyReceipt } from "../../verification";
import { conflicts, rebased, settled, takenUp, type Difference } from "../../entries/conflicts";
import { changesOf, formOf, isTyped, sendable, setApiValue } from "../../entries/form";
import type { Changes, TypedEntry } from "../../entries/form";
import type { Loaded, Receipt } from "./load";
import { loadPages } from "./load";
import type { Part } from "./parts";

/** What somebody else has made of it meanwhile, where that contradicts what is typed here. */
export interface Contradiction {
  theirs: Receipt;
  differences: Difference[];
}
/** Of what is no purchase: it has no entry, and what is typed waits until it has one. */
const NONE: Changes = { body: {}, wrong: {} };
type Call = (headers: ReturnType<typeof ifMatch>) => Promise<Receipt>;

/** The one that is open, and those that were left with something that is not saved. */
const held = new Map<number, OpenReceipt>();

holdUnsaved(() => [...held.values()].some((open) => open.isUnsaved));
session.onSignOut(() => held.clear());

export class OpenReceipt {
  readonly id: number;
  readonly locale = formatLocale();
  receipt = $state.raw<Receipt>() as Receipt;
  pages = $state.raw<Loaded["pages"]>([]);
  duplicates = $state.raw<Loaded["duplicates"]>([]);
  readonly lines: Loaded["lines"];
  readonly rules: Loaded["rules"];
  form = $state() as TypedEntry;
  #before = $state.raw() as TypedEntry;
  busy = $state<"save" | "verify" | "other" | null>(null);
  error = $state.raw<ApiError | null>(null);
  conflict = $state.raw<Contradiction | null>(null);
  /** Somebody else has changed it, and what they did is shown now. */
  isMerged = $state(false);
  /** In the page, and not made ready beside it. */
  isShown = $state(false);
  /** What is likely to be seen next has come. */
  isSettled = $state(false);
  /** Deleted elsewhere. */
  isGone = $state(false);
  #last: Promise<unknown> = Promise.resolve();

  readonly changes: Changes = $derived(this.#changes());
  readonly isDirty = $derived(Object.keys(this.changes.body).length > 0);

  constructor(loaded: Loaded) {
    this.id = loaded.receipt.id;
    this.receipt = loaded.receipt;
    [this.pages, this.lines] = [loaded.pages, loaded.lines];
    [this.duplicates, this.rules] = [loaded.duplicates, loaded.rules];
    this.#before = this.#formOf(loaded.receipt);
    this.form = structuredClone(this.#before);
    this.#takeUp(held.get(this.id));
    this.isGone = loaded.receipt.deleted_at !== null;
    held.set(this.id, this);
  }

  /** What was typed when it was open before, and not saved. */
  #takeUp(left: OpenReceipt | undefined): void {
    if (!left?.isUnsaved) return;
    const draft = { form: left.#typed(), before: left.#before };
    const { form, before, differences } = takenUp(draft, this.#before, this.locale);
    if (differences.length) this.conflict = { theirs: this.receipt, differences };
    [this.form, this.#before] = [form, before];
  }

  /** Whether it is saved. What is not stays for as long as the page is open. */
  async leave(): Promise<boolean> {
    await this.#last;
    const isLeft = held.get(this.id) === this;
    if (isLeft && !this.isUnsaved) held.delete(this.id);
    return !isLeft || !this.isUnsaved;
  }

  /** Something is typed that the server does not have, be it an amount or not. */
  get isUnsaved(): boolean {
    return isTyped(this.#changes());
  }

  /** `changes` when it may be that no screen shows it any more, and so nothing follows it. */
  #changes(form = this.form): Changes {
    if (isNoPurchase(this.receipt)) return NONE;
    return changesOf(form, this.#before, this.locale);
  }

  #typed(): TypedEntry {
    return $state.snapshot(this.form) as TypedEntry;
  }

  get name(): string {
    return nameOf(this.receipt);
  }

  /** `value` as the API writes it; it is saved at once. */
  set(name: string, value: string): void {
    setApiValue(this.form, name, value, this.locale);
    void this.save();
  }

  /** Whether everything that is typed is on the server now. */
  save(): Promise<boolean> {
    return this.#inTurn("save", () => this.#save());
  }

  /** Whether it is verified: not where somebody changed it since it was shown here. */
  verify(): Promise<boolean> {
    return this.#inTurn("verify", async () => {
      if (!(await this.#save()) || this.isMerged) return false;
      return this.#call(() => verifyReceipt(this.id, this.receipt.version));
    });
  }

  /** Read once more; what a person has set stays. */
  readAgain(): Promise<boolean> {
    return this.#inTurn("other", async () => {
      if (!(await this.#save())) return false;
      const params = { path: { id: this.id } };
      return this.#call(() =>
        data(api.POST("/api/v1/receipts/{id}/reprocess/", { params })).then(() => this.receipt),
      );
    });
  }

  /**
   * What is called a purchase gets its entry from what was read, and what is typed; what is called
   * none loses it. Half an amount keeps nobody from saying so.
   */
  setKind(document_kind: Schema["DocumentKindEnum"]): Promise<boolean> {
    return this.#inTurn("save", async () => {
      await this.#save();
      if (this.conflict) return false;
      const params = { path: { id: this.id } };
      const isSet = await this.#call((header) =>
        data(
          api.PATCH("/api/v1/receipts/{id}/", {
            params: { ...params, header },
            body: { document_kind },
          }),
        ),
      );
      return isSet && this.#save();
    });
  }

  /** With what was typed and not saved. */
  trash(): Promise<boolean> {
    return this.#inTurn("other", async () => {
      const isTrashed = await this.#call((headers) =>
        data(
          api.DELETE("/api/v1/receipts/{id}/", {
            params: { path: { id: this.id }, header: headers },
          }),
        ).then(() => this.receipt),
      );
      if (isTrashed) this.form = structuredClone(this.#before);
      return isTrashed;
    });
  }

  /** Each part becomes a receipt, and this one goes. */
  split(parts: Part[]): Promise<boolean> {
    return this.#inTurn("other", async () => {
      if (!(await this.#save())) return false;
      return this.#call((headers) => {
        const params = { path: { id: this.id }, header: headers };
        return data(api.POST("/api/v1/receipts/{id}/split/", { params, body: { parts } })).then(
          () => this.receipt,
        );
      });
    });
  }

  /** Which of the two are gone by then. Null: nothing was resolved. */
  async resolve(duplicate: number, resolution: Answer): Promise<number[] | null> {
    let gone: number[] = [];
    const isResolved = await this.#inTurn("other", () =>
      this.#call(async () => {
        const path = { id: this.id, duplicate_id: duplicate };
        const params = { path };
        const call = { params, body: { resolution } };
        gone = goneOf(
          await data(api.POST("/api/v1/receipts/{id}/duplicates/{duplicate_id}/resolve/", call)),
        );
        this.duplicates = this.duplicates.filter(({ id }) => id !== duplicate);
        return this.#fetch().catch(() => this.receipt);
      }),
    );
    return isResolved ? gone : null;
  }

  /** What somebody else has changed, if nothing is typed here that it would meet. */
  async refresh(): Promise<void> {
    const isFree = () => !this.busy && !this.isUnsaved && !this.conflict;
    if (!isFree()) return;
    try {
      const fresh = await this.#fetch();
      if (isFree() && fresh.version >= this.receipt.version) this.#rebase(fresh);
    } catch (error) {
      this.#fail(error);
    }
  }

  async renewPages(): Promise<void> {
    this.pages = await loadPages(this.id);
  }

  /** Of each contradiction, whether what is typed here is kept. Then it can be saved. */
  async settle(keeps: Set<string>): Promise<boolean> {
    const { theirs, differences } = this.conflict!;
    const draft = { form: this.#typed(), before: this.#before };
    const now = this.#formOf(theirs);
    this.form = settled(draft, now, { differences, keeps }, this.locale);
    [this.receipt, this.#before] = [theirs, now];
    [this.conflict, this.isMerged] = [null, false];
    return this.save();
  }

  /** One call after the other: what was typed during one goes with the next. */
  async #inTurn(what: "save" | "verify" | "other", task: () => Promise<boolean>): Promise<boolean> {
    const turn = this.#last.then(async () => {
      [this.busy, this.error, this.isMerged] = [what, null, false];
      try {
        return await task();
      } finally {
        this.busy = null;
      }
    });
    this.#last = turn;
    return turn;
  }

  /** What is wrong waits, and keeps nothing else. False: so it did, or the rest is not saved. */
  async #save(): Promise<boolean> {
    const { wrong } = this.#changes();
    const isWhole = Object.keys(wrong).length === 0;
    const sent = sendable(this.#typed(), this.#before, wrong, this.locale);
    const { body } = this.#changes(sent);
    if (!Object.keys(body).length) return isWhole;
    const params = { path: { id: this.id } };
    const isSaved = await this.#call(
      (header) =>
        data(api.PATCH("/api/v1/receipts/{id}/", { params: { ...params, header }, body })),
      sent,
    );
    // What was merged without a contradiction is sent once more, on what they made of it.
    if (isSaved) return isWhole;
    if (!this.isMerged || this.conflict) return false;
    const isSecondSaved = await this.#save();
    this.isMerged = true;
    return isSecondSaved;
  }

  async #call(call: Call, sent?: TypedEntry): Promise<boolean> {
    try {
      const receipt = await call(ifMatch(this.receipt.version));
      this.#take(receipt, sent ?? this.#before);
      return true;
    } catch (error) {
      if (asApiError(error).status === 412) await this.#meet();
      else this.#fail(error);
      return false;
    }
  }

  /** Somebody was quicker. */
  async #meet(): Promise<void> {
    try {
      const theirs = await this.#fetch();
      const differences = conflicts(this.form, this.#before, this.#formOf(theirs), this.locale);
      this.isMerged = true;
      if (differences.length) this.conflict = { theirs, differences };
      else this.#rebase(theirs);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(thrown: unknown): void {
    const error = asApiError(thrown);
    if (error.status === 404) this.isGone = true;
    else this.error = error;
  }

  /** The answer of a call; what is typed otherwise than in `sent` stays. */
  #take(receipt: Receipt, sent: TypedEntry): void {
    const now = this.#formOf(receipt);
    this.form = rebased(this.#typed(), $state.snapshot(sent) as TypedEntry, now, this.locale);
    [this.receipt, this.#before] = [receipt, now];
  }

  #rebase(receipt: Receipt): void {
    this.#take(receipt, this.#before);
  }

  async #fetch(): Promise<Receipt> {
    return data(api.GET("/api/v1/receipts/{id}/", { params: { path: { id: this.id } } }));
  }

  #formOf(receipt: Receipt): TypedEntry {
    return formOf(receipt.transaction, this.locale, session.profile?.home_currency ?? "");
  }
}
