import { beforeEach, expect, test, vi } from "vitest";
import { Pause } from "./pause.svelte";

const run = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  run.mockClear();
  return () => vi.useRealTimers();
});

test("it is done once, after the last of what was typed", () => {
  const pause = new Pause(run);
  pause.begin();
  vi.advanceTimersByTime(200);
  pause.begin();
  vi.advanceTimersByTime(200);
  expect([pause.isOn, run.mock.calls.length]).toEqual([true, 0]);
  vi.advanceTimersByTime(100);
  expect([pause.isOn, run.mock.calls.length]).toEqual([false, 1]);
});

test("it is done at once for whoever leaves, and not at all when it is stopped", () => {
  const pause = new Pause(run);
  pause.end();
  pause.begin();
  pause.end();
  pause.begin();
  pause.stop();
  vi.runAllTimers();
  expect(run).toHaveBeenCalledOnce();
});
