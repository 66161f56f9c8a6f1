/** Where the keys of the review count as commands, and where they write. */

/** In a field for amounts or a date no letter can be meant for the field. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) {
    return target.inputMode !== "decimal" && !["radio", "checkbox"].includes(target.type);
  }
  return target.matches("textarea, select, [contenteditable]");
}

/** A dialog, an open list and what is pressed by Enter have the keys for themselves. */
export function hasOwnKeys(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  return event.defaultPrevented || target.closest?.("[role=dialog]") != null;
}

export function hasOwnEnter(target: HTMLElement): boolean {
  return target.matches("button, a, summary, textarea, select, [aria-expanded=true]");
}

/** What is asked about is `data-place`; a list stands for its rows. */
function elementAt(place: string): HTMLElement | null {
  const exact = document.querySelector<HTMLElement>(`[data-place="${CSS.escape(place)}"]`);
  return exact ?? document.querySelector(`[data-place="${CSS.escape(place.split("[")[0]!)}"]`);
}

export function focusPlace(place: string): boolean {
  const around = elementAt(place);
  // Of a list the amount of its first row, if there is one.
  const amounts = around?.querySelectorAll<HTMLElement>("tbody tr:first-child input");
  const control =
    [...(amounts ?? [])].at(-1) ??
    around?.querySelector<HTMLElement>("input, select, textarea, button");
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

/** A letter as a command, where no field and no dialog has it. */
export function command(run: () => unknown): (event: KeyboardEvent) => void {
  return (event) => {
    if (hasOwnKeys(event) || event.repeat || isWriting(event.target)) return;
    event.preventDefault();
    void run();
  };
}
