/** The profile as it is being changed: only what differs is sent, and nobody is overwritten unseen. */

import { answer, api, tagOf } from "../../api/client";
import { ApiError } from "../../api/errors";
import { changedValues, withTyped } from "../../changes";
import { session, type Profile } from "../../session.svelte";

export class ProfileDraft {
  /** What the person sees and types. */
  values = $state.raw<Profile>(session.profile!);
  /** What somebody else has set meanwhile, of what the person has changed too. Null: nothing. */
  theirs = $state.raw<Partial<Profile> | null>(null);
  #read: Profile = session.profile!;
  #tag = "";

  /** With its tag, which `session.profile` has none of. */
  async load(): Promise<void> {
    const { data: read, response } = await answer(api.GET("/api/v1/accounts/me/"));
    this.values = withTyped(read, this.#read, this.values);
    [this.#read, this.#tag] = [read, tagOf(response)];
  }

  /** False: it was changed elsewhere meanwhile; what is there now stands in `theirs`. */
  async save(): Promise<boolean> {
    const body = changedValues(this.#read, this.values);
    const headers = this.#tag ? { "If-Match": this.#tag } : {};
    try {
      await api.PATCH("/api/v1/accounts/me/", { body, params: { header: headers } });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 412) throw error;
      await this.#meet(body);
      return this.theirs ? false : this.save();
    }
    await Promise.all([session.changed(), this.load()]);
    return true;
  }

  /** Of what both have changed, what is typed is kept for these names. Then it can be saved. */
  settle(keeps: Set<string>): void {
    const theirs = Object.entries(this.theirs!).filter(([name]) => !keeps.has(name));
    this.values = { ...this.values, ...Object.fromEntries(theirs) };
    this.theirs = null;
  }

  async #meet(mine: Partial<Profile>): Promise<void> {
    const before = this.#read;
    await this.load();
    const theirs = Object.entries(changedValues(before, this.#read)) as [keyof Profile, unknown][];
    const both = theirs.filter(([name, value]) => name in mine && mine[name] !== value);
    this.theirs = both.length ? Object.fromEntries(both) : null;
  }
}
