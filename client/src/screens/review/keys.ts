/** Where the keys of the review count as commands, and where they write. */

/**
 * Whether a key is text there: every letter is, also in a field for amounts or a date ("usd 45",
 * "12 dec"), but for T in one that nothing was typed in yet, which takes what is proposed for it.
 */
export function isWriting(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (!(target instanceof HTMLInputElement)) {
    return target.matches("textarea, select, [contenteditable]");
  }
  if (["radio", "checkbox"].includes(target.type)) return false;
  if (target.inputMode !== "decimal") return true;
  return key !== "?" && !(key.toLowerCase() === "t" && isUntouched(target));
}

/** As the focus has found it: all is selected, or there is nothing. */
function isUntouched({ selectionStart, selectionEnd, value }: HTMLInputElement): boolean {
  return selectionStart === 0 && selectionEnd === value.length;
}

/** A dialog, an open list and what is pressed by Enter have the keys for themselves. */
export function hasOwnKeys(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  return event.defaultPrevented || target.closest?.("[role=dialog]") != null;
}

/**
 * What is pressed by Enter, and a list that is open; and a question, which is no answer to what it
 * asks. A list that is closed is opened by the space bar and the arrows.
 */
export function hasOwnEnter(target: HTMLElement): boolean {
  const isPressed = target.matches("button, a, summary, textarea, [aria-expanded=true]");
  return isPressed || isOpenList(target) || target.closest("[data-asks]") !== null;
}

/** Browsers that cannot say so keep the keys of an open list to themselves. */
function isOpenList(target: HTMLElement): boolean {
  return CSS.supports("selector(:open)") && target.matches("select:open");
}

const CONTROLS = "input, select, textarea, button";

/** What is asked about is `data-place`; a list stands for its rows. */
function elementAt(place: string): HTMLElement | null {
  const exact = document.querySelector<HTMLElement>(`[data-place="${CSS.escape(place)}"]`);
  return exact ?? document.querySelector(`[data-place="${CSS.escape(place.split("[")[0]!)}"]`);
}

/** What gets the focus there: of a list the amount of its first row, if there is one. */
function controlAt(place: string): HTMLElement | null {
  const around = elementAt(place);
  const amounts = around?.querySelectorAll<HTMLElement>("tbody tr:first-child input");
  return [...(amounts ?? [])].at(-1) ?? around?.querySelector<HTMLElement>(CONTROLS) ?? null;
}

/**
 * Which of the places one would leave from there, -1: none. A list is left from the control that
 * stands for it, and from its last one, backwards its first one; between them its cells follow each
 * other.
 */
export function placeLeft(places: string[], from: EventTarget | null, direction: 1 | -1): number {
  return places.findIndex((place) => {
    const list = elementAt(place.split("[")[0]!);
    const edge = [...(list?.querySelectorAll(CONTROLS) ?? [])].at(direction === 1 ? -1 : 0);
    return placeOf(from) === place || [controlAt(place), edge].includes(from as HTMLElement);
  });
}

export function focusPlace(place: string): boolean {
  const [around, control] = [elementAt(place), controlAt(place)];
  control?.focus();
  // What is proposed stands below it.
  around?.scrollIntoView({ block: "nearest" });
  if (control instanceof HTMLInputElement) control.select();
  return control != null;
}

/** Whether it is there twice comes before its values; the answers are the next controls. */
export function focusQuestion(): boolean {
  const question = document.querySelector<HTMLElement>("[data-asks]");
  question?.focus();
  return question !== null;
}

export function placeOf(target: EventTarget | null): string | null {
  const around = target instanceof Element ? target.closest<HTMLElement>("[data-place]") : null;
  return around?.dataset.place ?? null;
}

type Handler = (event: KeyboardEvent) => void;

/** Letters as commands where no field and no dialog has them; with Alt in fields as well. */
export function commands(runs: Record<string, () => unknown>): Record<string, Handler> {
  const letters = Object.entries(runs).flatMap(([letter, run]): [string, Handler][] => [
    [letter, command(run)],
    [`Alt+Key${letter.toUpperCase()}`, command(run, { inFields: true })],
  ]);
  return Object.fromEntries(letters);
}

export function command(run: () => unknown, { inFields = false } = {}): Handler {
  return (event) => {
    if (hasOwnKeys(event) || event.repeat) return;
    if (!inFields && isWriting(event.target, event.key)) return;
    event.preventDefault();
    void run();
  };
}
