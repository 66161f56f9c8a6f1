/** Who is signed in, and what their plan includes. */

import { tick } from "svelte";
import { readSession, signOut } from "./api/auth";
import { api, data, type Schema } from "./api/client";
import { onSessionEnd } from "./api/transport";
import { setLocale } from "./i18n/locale.svelte";
import { live } from "./live.svelte";

export type Profile = Schema["Profile"];
export type Plan = Schema["Details"];
export type Options = Schema["Options"];
/** What one tab tells the others. */
type Told = "signed out" | "changed";

class Session {
  /** "ended": the session ran out while a screen was open; it stays, and the person is asked. */
  state = $state<"unknown" | "out" | "in" | "ended">("unknown");
  profile = $state.raw<Profile | null>(null);
  plan = $state.raw<Plan | null>(null);
  /** What this server offers whoever asks; there once the page has started. */
  options = $state.raw<Options | null>(null);

  readonly #tabs = new BroadcastChannel("session");
  readonly #leaving: (() => unknown)[] = [];
  #waiting: (() => void)[] = [];
  #isLeaving = false;

  /** Call once. Throws ApiError where the server cannot be reached. */
  async start(): Promise<void> {
    this.#tabs.onmessage = ({ data: told }: MessageEvent<Told>) =>
      told === "signed out" ? void this.#goAway() : void this.load().catch(() => {});
    onSessionEnd(() => this.#signedInAgain());
    const ask = async () => data(api.GET("/api/v1/accounts/options/"));
    const [email, options] = await Promise.all([readSession(), ask()]);
    this.options = options;
    if (email) await this.load();
    else this.state = "out";
  }

  /** After a sign-in, or when something of the account may have changed. */
  async load(): Promise<void> {
    const before = this.profile?.id;
    const profile = await data(api.GET("/api/v1/accounts/me/"));
    if (before !== undefined && before !== profile.id) {
      // Nothing of one person's screens is left for another, nor sent for them.
      return this.#goAway();
    }
    this.profile = profile;
    setLocale(profile.language ?? "");
    const ask = data(api.GET("/api/v1/subscriptions/api/details/"));
    [this.plan] = await Promise.all([ask, live.begin()]);
    this.state = "in";
    this.#waiting.splice(0).forEach((goOn) => goOn());
  }

  /** After what other tabs have to follow: a sign-in, by whomever, or a change of the profile. */
  async changed(): Promise<void> {
    this.#tabs.postMessage("changed" satisfies Told);
    await this.load();
  }

  /** What has to be forgotten at a sign-out, such as files that wait to be sent. */
  onSignOut(forget: () => unknown): void {
    this.#leaving.push(forget);
  }

  /** Throws ApiError where one is signed in as before; then nothing is forgotten. */
  async signOut(): Promise<void> {
    this.#isLeaving = true;
    try {
      await signOut();
    } catch (error) {
      this.#isLeaving = false;
      throw error;
    }
    await Promise.allSettled(this.#leaving.map((forget) => forget()));
    // Other tabs show nothing of this account any more, and neither does this one's memory.
    this.#tabs.postMessage("signed out" satisfies Told);
    location.assign("/sign-in");
  }

  /** First from the screens, so that nothing they hold can keep the page. */
  async #goAway(): Promise<void> {
    this.state = "unknown";
    await tick();
    location.assign("/");
  }

  #signedInAgain(): Promise<void> {
    if (this.state === "unknown" || this.state === "out") return Promise.resolve();
    if (!this.#isLeaving) this.state = "ended";
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

export const session = new Session();
