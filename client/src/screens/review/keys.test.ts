import { expect, test, vi } from "vitest";
import { hasOwnEnter } from "./keys";

vi.stubGlobal("CSS", { supports: () => true });

/** A control that `what` fits, inside what `around` says. */
function control(around: string, what = ""): HTMLElement {
  const closest = (selector: string) => (selector === around ? {} : null);
  const matches = (selectors: string) => selectors.split(", ").includes(what);
  return { matches, closest } as unknown as HTMLElement;
}

test("Enter in a question verifies nothing, and does so in a field", () => {
  expect(hasOwnEnter(control("[data-asks]"))).toBe(true);
  expect(hasOwnEnter(control("[data-place]"))).toBe(false);
});

test("Enter in a list verifies unless it is open", () => {
  expect(hasOwnEnter(control("[data-place]", "select"))).toBe(false);
  expect(hasOwnEnter(control("[data-place]", "select:open"))).toBe(true);
});
