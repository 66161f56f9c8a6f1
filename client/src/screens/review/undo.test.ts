import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { OpenReceipt } from "./open.svelte";

const { go, person } = vi.hoisted(() => ({ go: vi.fn(), person: { isHere: true } }));
vi.mock("../../router.svelte", () => ({ router: { go, here: () => () => person.isHere } }));

let undo: typeof import("./undo");
let answerRestore: (response: Response) => void;
const asked: string[] = [];

async function answer({ method, url }: Request): Promise<Response> {
  if (method === "GET") return Response.json({ count: 0, results: [] });
  asked.push(new URL(url).pathname);
  return new Promise((resolve) => (answerRestore = resolve));
}

beforeAll(async () => {
  vi.stubGlobal("fetch", answer);
  undo = await import("./undo");
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

beforeEach(() => {
  asked.length = 0;
  go.mockClear();
});

const trashed = (id: number) => undo.tellTrashed({ id } as OpenReceipt, `Receipt ${id}`);
const sent = (times: number) => vi.waitFor(() => expect(asked.length).toBe(times));

test.each([true, false])("its receipt is shown to who is still there: %s", async (isHere) => {
  trashed(1);
  const undoing = undo.undoLast();
  await sent(1);
  person.isHere = isHere;
  answerRestore(Response.json({}));
  await undoing;

  expect(go).toHaveBeenCalledTimes(isHere ? 1 : 0);
});

test("an undo that failed does not come before what was done meanwhile", async () => {
  trashed(1);
  const failing = undo.undoLast();
  await sent(1);
  trashed(2);
  answerRestore(Response.json({ detail: "No.", code: "conflict" }, { status: 409 }));
  await failing;

  const undoing = undo.undoLast();
  await sent(2);
  answerRestore(Response.json({}));
  await undoing;
  expect(asked[1]).toBe("/api/v1/receipts/2/restore/");
});
