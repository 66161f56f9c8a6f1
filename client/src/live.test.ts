import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";

let live: typeof import("./live.svelte").live;
const server = vi.fn<(request: Request) => Promise<Response>>();

beforeAll(async () => {
  vi.stubGlobal("document", {
    documentElement: {},
    cookie: "",
    visibilityState: "visible",
    addEventListener: () => {},
  });
  vi.stubGlobal("fetch", server);
  ({ live } = await import("./live.svelte"));
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);
beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] }));
afterEach(() => void vi.useRealTimers());

const nothing = { results: [], count: 0, receipts: [], entries: [], cursor: "1", more: false };
const tombstones = { receipts: [], entries: [] };

function answer(status: number, headers: Record<string, string> = {}): Response {
  const body =
    status === 200 ? { ...nothing, tombstones } : { detail: "Later.", code: "throttled" };
  return new Response(JSON.stringify(body), { status, headers });
}

async function pass(seconds: number): Promise<number> {
  server.mockClear();
  for (let step = 0; step < 10; step += 1) await vi.advanceTimersByTimeAsync(seconds * 100);
  return server.mock.calls.length;
}

test("a server that asks for time is left alone, also where something was just sent", async () => {
  server.mockImplementation(async () => answer(200));
  live.start();
  expect(await pass(0.5)).toBe(2);

  server.mockImplementation(async () => answer(429, { "Retry-After": "60" }));
  live.expect();
  expect(await pass(0.5)).toBe(1);
  live.expect();
  expect(await pass(59)).toBe(0);

  const until = new Date(Date.now() + 30_500).toUTCString();
  server.mockImplementation(async () => answer(503, { "Retry-After": until }));
  expect(await pass(1)).toBe(1);
  live.expect();
  expect(await pass(28)).toBe(0);
  server.mockImplementation(async () => answer(200));
  expect(await pass(3)).toBeGreaterThan(0);
});
