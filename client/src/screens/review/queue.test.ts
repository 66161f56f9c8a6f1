import { beforeAll, expect, test, vi } from "vitest";
import { INBOX_FILTERS } from "../../receipts";

let queue: typeof import("./queue.svelte").queue;
const server = vi.fn(async (_: Request) => Response.json({ count: 0, results: [] }));

beforeAll(async () => {
  vi.stubGlobal("fetch", server);
  ({ queue } = await import("./queue.svelte"));
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

test("what waits for a person is what the start page and the inbox count", async () => {
  await queue.load();
  const asked = Object.fromEntries(new URL(server.mock.calls[0]![0].url).searchParams);
  const wanted = Object.entries(INBOX_FILTERS.review).map(([name, value]) => [name, String(value)]);
  expect(asked).toMatchObject(Object.fromEntries(wanted));
});
