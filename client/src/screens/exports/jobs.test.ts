import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Job } from "./files";

let module: typeof import("./jobs.svelte");
/** What the server answers, one after the other; null: it is not reached. */
let answers: (Job["status"] | null)[] = [];

beforeAll(async () => {
  vi.stubGlobal("location", { origin: "http://server" });
  vi.stubGlobal("navigator", { languages: ["en"], onLine: false });
  vi.stubGlobal("document", { documentElement: {}, cookie: "", visibilityState: "visible" });
  vi.stubGlobal("fetch", async () => {
    const status = answers.shift();
    if (!status) throw new TypeError("not reached");
    return Response.json({ count: 1, next: null, results: [{ id: "a", status }] });
  });
  module = await import("./jobs.svelte");
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function followed(
  ...said: typeof answers
): Promise<[string[], InstanceType<typeof module.Jobs>]> {
  answers = said;
  const [jobs, done] = [new module.Jobs(), [] as string[]];
  const stop = jobs.follow(({ status }) => done.push(status));
  await vi.advanceTimersByTimeAsync(2_000 * said.length);
  stop();
  return [done, jobs];
}

test.each(["completed", "failed"] as const)("an export that is %s is told of once", async (end) => {
  const [done] = await followed("pending", "processing", end, end);
  expect(done).toEqual([end]);
});

test("a lost network is said, and its end is told of once it is there again", async () => {
  const [done, jobs] = await followed("processing", null, null);
  expect([done, jobs.error?.code, jobs.value?.length]).toEqual([[], "offline", 1]);

  const [told, back] = await followed("processing", null, "completed");
  expect([told, back.error]).toEqual([["completed"], null]);
});
