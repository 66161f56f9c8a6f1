import { beforeAll, expect, test, vi } from "vitest";

type Tab = typeof import("./unsaved");
let here: Tab;
let there: Tab;

class Channel {
  static readonly all: Channel[] = [];
  onmessage: ((event: object) => void) | null = null;

  constructor(readonly name: string) {
    Channel.all.push(this);
  }

  postMessage(data: unknown): void {
    const others = Channel.all.filter((one) => one !== this && one.name === this.name);
    for (const { onmessage } of others) onmessage?.({ data });
  }
}

async function openTab(): Promise<Tab> {
  vi.resetModules();
  return import("./unsaved");
}

beforeAll(async () => {
  vi.stubGlobal("BroadcastChannel", Channel);
  [here, there] = [await openTab(), await openTab()];
  // All the words of the client come with it: on a busy machine that takes long.
}, 120_000);

test("what is typed in one tab is known in the others, until it is saved", async () => {
  expect(await here.isUnsavedElsewhere()).toBe(false);

  let isTyped = true;
  const letGo = there.holdUnsaved(() => isTyped);
  expect([here.isUnsaved(), there.isUnsaved()]).toEqual([false, true]);
  expect(await here.isUnsavedElsewhere()).toBe(true);
  expect(await there.isUnsavedElsewhere()).toBe(false);

  isTyped = false;
  expect(await here.isUnsavedElsewhere()).toBe(false);
  isTyped = true;
  letGo();
  expect(there.isUnsaved()).toBe(false);
});
