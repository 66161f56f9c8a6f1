import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { toasts } from "./toasts.svelte";

beforeEach(() => {
  vi.useFakeTimers();
  toasts.closeAll();
});
afterEach(() => void vi.useRealTimers());

const shown = () => toasts.list.map(({ text }) => text);

test("what went well goes by itself, what did not stays until it is closed", () => {
  toasts.show("saved");
  toasts.show("not saved", { kind: "bad" });
  expect(shown()).toEqual(["saved", "not saved"]);

  vi.advanceTimersByTime(3600_000);
  expect(shown()).toEqual(["not saved"]);

  toasts.close(toasts.list[0]!.id);
  expect(shown()).toEqual([]);
});

test("an undo stays until another notice comes, and what failed is said once", () => {
  toasts.show("deleted", { undo: () => {} });
  vi.advanceTimersByTime(3600_000);
  expect(shown()).toEqual(["deleted"]);

  toasts.show("no connection", { kind: "bad" });
  toasts.show("no connection", { kind: "bad" });
  toasts.show("saved");
  expect(shown()).toEqual(["no connection", "saved"]);
});
