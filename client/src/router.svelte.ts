/** Where the person is: the path, its route, and the filters in the address. */

import { tick, untrack } from "svelte";
import { SERVER_PATHS } from "./routes";
import { changedQuery, matchPath, type Match, type Query } from "./routing";

class Router {
  path = $state(location.pathname);
  search = $state.raw(new URLSearchParams(location.search));
  /** Counts the ways to another path: a page that is not the first one takes the focus. */
  navigations = $state(0);
  readonly match: Match | null = $derived(matchPath(this.path));

  /** Call once. */
  start(): void {
    history.scrollRestoration = "manual";
    addEventListener("popstate", (event) => this.#show(event.state?.scroll ?? 0));
    document.addEventListener("click", (event) => this.#follow(event));
  }

  go(href: string, { replace = false } = {}): void {
    if (!replace) history.replaceState({ ...history.state, scroll: scrollY }, "");
    history[replace ? "replaceState" : "pushState"](null, "", href);
    this.#show(0);
  }

  /** Asked after a call, whether the person is still where they were: a late answer moves nobody. */
  here(): () => boolean {
    const at = untrack(() => this.navigations);
    return () => this.navigations === at;
  }

  /** Filters, pages and tabs. It replaces the address, so that "back" leaves the screen. */
  setQuery(changes: Query): void {
    history.replaceState(history.state, "", this.path + changedQuery(this.search, changes));
    this.search = new URLSearchParams(location.search);
  }

  #show(scroll: number): void {
    if (this.path !== location.pathname) this.navigations += 1;
    this.path = location.pathname;
    this.search = new URLSearchParams(location.search);
    void tick().then(() => scrollTo(0, scroll));
  }

  /** Plain links of this origin are followed without loading the page anew. */
  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest?.("a");
    if (!link || link.target || link.hasAttribute("download")) return;
    const url = new URL(link.href, location.href);
    if (url.origin !== location.origin || SERVER_PATHS.test(url.pathname) || url.hash) return;
    event.preventDefault();
    this.go(url.pathname + url.search);
  }
}

export const router = new Router();
