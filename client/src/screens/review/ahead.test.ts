import { beforeEach, expect, test, vi } from "vitest";
import { Ahead } from "./ahead";
import type { Loaded } from "./load";
import type { View } from "./view";

/** What the server and the line were asked for, in order, and who waits for it. */
const asked: string[] = [];
const waiting = new Map<string, (value: unknown) => void>();

function ask<T>(what: string, answer: T): Promise<T> {
  asked.push(what);
  return new Promise((resolve) => waiting.set(what, () => resolve(answer)));
}

vi.mock("../../look-ahead", () => ({ idle: () => Promise.resolve() }));
vi.mock("./load", () => ({
  loadReceipt: (id: number) => ask(`receipt ${id}`, { receipt: { id } }),
  previewOf: ({ id }: { id: number }) => ask(`preview ${id}`, undefined),
}));

async function comes(what: string): Promise<void> {
  await vi.waitFor(() => expect(waiting.has(what)).toBe(true));
  waiting.get(what)!(undefined);
  waiting.delete(what);
}

const closed: number[] = [];
const made: number[] = [];

function make({ receipt }: Loaded): View {
  made.push(receipt.id);
  const close = () => closed.push(receipt.id);
  return { open: { id: receipt.id }, close } as unknown as View;
}

async function keptAhead(...ids: number[]): Promise<Ahead> {
  const ahead = new Ahead(make);
  const kept = ahead.keep(ids);
  for (const id of ids) {
    await comes(`receipt ${id}`);
    await comes(`preview ${id}`);
  }
  await kept;
  return ahead;
}

beforeEach(() => {
  for (const list of [asked, closed, made]) list.length = 0;
  waiting.clear();
});

test("each has its preview before the next one is asked for", async () => {
  await keptAhead(2, 3);

  expect(asked).toEqual(["receipt 2", "preview 2", "receipt 3", "preview 3"]);
});

test("the likeliest is made ready, and is there without another call", async () => {
  const ahead = await keptAhead(2, 3);

  expect(made).toEqual([2]);
  expect((await ahead.take(2)).open.id).toBe(2);
  expect((await ahead.take(3)).open.id).toBe(3);
  expect(asked).toHaveLength(4);
  expect(closed).toEqual([]);
});

test("what may have changed since is closed, and asked for anew", async () => {
  const ahead = await keptAhead(2);

  ahead.forget(2);
  const taken = ahead.take(2);
  await comes("receipt 2");

  expect((await taken).open.id).toBe(2);
  expect(closed).toEqual([2]);
  expect(asked).toEqual(["receipt 2", "preview 2", "receipt 2"]);
});

test("what changes while it is fetched is not made ready", async () => {
  const ahead = new Ahead(make);
  const kept = ahead.keep([2]);
  await comes("receipt 2");
  ahead.forget(2);
  await comes("preview 2");
  await kept;

  expect(made).toEqual([]);
});

test("who goes on keeps what is wanted still, and lets the rest go", async () => {
  const ahead = await keptAhead(2, 3);

  const kept = ahead.keep([3]);
  await comes("preview 3");
  await kept;

  expect(closed).toEqual([2]);
  expect(made).toEqual([2, 3]);
  expect(asked.filter((what) => what === "receipt 3")).toHaveLength(1);
});
