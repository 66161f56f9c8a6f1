/** Who is signed in, and what their plan includes. */

import { tick } from "svelte";
import { readSession, signOut } from "./api/auth";
import { api, data, type Schema } from "./api/client";
import { csrfToken, setPerson } from "./api/transport";
import { setLocale } from "./i18n/locale.svelte";
import { live } from "./live.svelte";

export type Profile = Schema["Profile"];
export type Plan = Schema["Details"];
export type Options = Schema["Options"];
/** What one tab tells the others. */
type Told = "signed out" | "changed";

/** Of a page that is on its way out nothing goes on. */
const NEVER = new Promise<never>(() => {});
/** A store of the browser's that does not answer keeps nobody signed in. */
const FORGETTING_MS = 3000;

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
  #isGone = false;
  /** Against forged calls; another sign-in changes it. */
  #token = "";

  /** Call once. Throws ApiError where the server cannot be reached. */
  async start(): Promise<void> {
    this.#tabs.onmessage = ({ data: told }: MessageEvent<Told>) =>
      told === "signed out" ? void this.#goAway("/") : void this.load().catch(() => {});
    setPerson({
      signInAgain: () => this.#signedInAgain(),
      isStillThere: () => this.#stillThere(),
    });
    // In the browser's memory it is kept hidden: who comes back may be somebody else.
    addEventListener("pagehide", () => this.profile && setVisible(false));
    addEventListener("pageshow", ({ persisted }) => persisted && void this.#comeBack());
    const ask = async () => data(api.GET("/api/v1/accounts/options/"));
    const [email, options] = await Promise.all([readSession(), ask()]);
    this.options = options;
    if (email) await this.load();
    else this.state = "out";
  }

  /** After a sign-in, or when something of the account may have changed. */
  async load(): Promise<void> {
    const [before, token] = [this.profile?.id, csrfToken()];
    const profile = await data(api.GET("/api/v1/accounts/me/"));
    if (this.#isGone) return;
    if (before !== undefined && before !== profile.id) return this.#goAway("/");
    [this.profile, this.#token] = [profile, token];
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

  /** What has to be forgotten when the person goes, such as files that wait to be sent. */
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
    this.#tabs.postMessage("signed out" satisfies Told);
    await this.#goAway("/sign-in");
  }

  /**
   * Nothing of one person is left on the screen, in other tabs, or for whoever comes next. What is
   * forgotten and shown no more cannot keep the page either.
   */
  async #goAway(path: string): Promise<void> {
    if (this.#isGone) return;
    this.#isGone = true;
    const forgotten = this.#leaving.map(async (forget) => forget());
    this.state = "unknown";
    await tick();
    await Promise.race([Promise.allSettled(forgotten), sleep(FORGETTING_MS)]);
    location.assign(path);
  }

  /** Out of the browser's memory, by its way back: it was not told of anything meanwhile. */
  async #comeBack(): Promise<void> {
    if (this.#isGone) return location.reload();
    if (!this.profile) return;
    try {
      if (await readSession()) await this.load();
      else await this.#goAway("/sign-in");
    } catch {
      // Whose it is cannot be asked: it begins anew, and says why that does not go.
      return location.reload();
    }
    if (!this.#isGone) setVisible(true);
  }

  async #stillThere(): Promise<void> {
    const isSame = this.state === "in" && csrfToken() === this.#token;
    if (this.profile && !isSame && !this.#isGone) await this.load();
    if (this.#isGone) await NEVER;
  }

  #signedInAgain(): Promise<void> {
    if (this.#isGone) return NEVER;
    if (this.state === "unknown" || this.state === "out") return Promise.resolve();
    if (!this.#isLeaving) this.state = "ended";
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function setVisible(isVisible: boolean): void {
  document.documentElement.style.visibility = isVisible ? "" : "hidden";
}

export const session = new Session();
