import { expect, test } from "vitest";
import { hasOwnEnter } from "./keys";

/** A checkbox or a field, inside what `around` says. */
function control(around: string): HTMLElement {
  const closest = (selector: string) => (selector === around ? {} : null);
  return { matches: () => false, closest } as unknown as HTMLElement;
}

test("Enter in a question verifies nothing, and does so in a field", () => {
  expect(hasOwnEnter(control("[data-asks]"))).toBe(true);
  expect(hasOwnEnter(control("[data-place]"))).toBe(false);
});
