/** The focus of what goes from the page is not lost: it goes to the heading above it. */

/** Call once. Whoever sets the focus themselves, as dialogs do, is not in its way. */
export function keepFocus(): void {
  let path: Element[] = [];
  document.addEventListener("focusin", (event) => {
    path = event.composedPath().filter((node) => node instanceof Element);
  });
  const isLost = () => document.activeElement === document.body && path[0]?.isConnected === false;
  new MutationObserver(() => {
    if (!isLost() || document.querySelector("[role=dialog]")) return;
    const left = path.find((element) => element.isConnected);
    const heading = left?.closest("section")?.querySelector<HTMLElement>("h2[tabindex]");
    (heading ?? document.querySelector<HTMLElement>("main h1"))?.focus({ preventScroll: true });
  }).observe(document.body, { childList: true, subtree: true });
}

/** On what is to be filled in, if there is anything. */
export function focusFirst(around: HTMLElement): void {
  const fields = [...around.querySelectorAll<HTMLElement>("input, select, textarea")];
  fields.find((field) => field.checkVisibility())?.focus();
}
