/** The profile as it is being changed: only what differs is sent, and nobody is overwritten unseen. */

import { answer, api, tagOf } from "../../api/client";
import { ApiError } from "../../api/errors";
import { changedValues, withTyped, type Conflict } from "../../changes";
import { session, type Profile } from "../../session.svelte";

export class ProfileDraft {
  /** What the person sees and types. */
  values = $state.raw<Profile>(session.profile!);
  /** What somebody else has set meanwhile, of what the person has changed too. */
  conflicts = $state.raw<Conflict<Profile>[]>([]);
  #read: Profile = session.profile!;
  #tag = "";

  /** With its tag, which `session.profile` has none of. */
  async load(): Promise<void> {
    const { data: read, response } = await answer(api.GET("/api/v1/accounts/me/"));
    this.values = withTyped(read, this.#read, this.values);
    [this.#read, this.#tag] = [read, tagOf(response)];
  }

  /** False: it was changed elsewhere meanwhile; what is there now stands in `conflicts`. */
  async save(): Promise<boolean> {
    const body = changedValues(this.#read, this.values);
    const headers = this.#tag ? { "If-Match": this.#tag } : {};
    try {
      await api.PATCH("/api/v1/accounts/me/", { body, params: { header: headers } });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 412) throw error;
      await this.#meet(body);
      return this.conflicts.length ? false : this.save();
    }
    this.conflicts = [];
    await Promise.all([session.changed(), this.load()]);
    return true;
  }

  async #meet(mine: Partial<Profile>): Promise<void> {
    const before = this.#read;
    await this.load();
    const theirs = changedValues(before, this.#read);
    const both = Object.keys(mine).filter((name) => name in theirs) as (keyof Profile)[];
    this.conflicts = both
      .filter((name) => mine[name] !== theirs[name])
      .map((name) => ({ name, value: theirs[name]! }));
  }
}
