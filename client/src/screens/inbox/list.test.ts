import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Changes } from "../../live.svelte";

let module: typeof import("./list.svelte");
const FILTER = { part: "failed", search: "", uploaded_from: "", uploaded_to: "" } as const;
/** Each for one answer that is on its way for so long. */
let held: Promise<unknown>[] = [];
let there: { id: number; uploaded_at: string; ocr_status: string; deleted_at: null }[] = [];

beforeAll(async () => {
  vi.stubGlobal("fetch", async (request: Request) => {
    const answered = answer(new URL(request.url).searchParams);
    await held.shift();
    return answered;
  });
  module = await import("./list.svelte");
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

function answer(query: URLSearchParams): Response {
  const ids = query.get("ids")?.split(",").map(Number);
  const found = ids ? there.filter(({ id }) => ids.includes(id)) : there;
  const [page, size] = [Number(query.get("page") ?? 1), Number(query.get("page_size"))];
  const results = found.slice((page - 1) * size, page * size);
  if (page > 1 && !results.length) {
    return Response.json({ detail: "Invalid page.", code: "not_found" }, { status: 404 });
  }
  return Response.json({ count: found.length, results });
}

beforeEach(() => {
  there = Array.from({ length: 230 }, (_, n) => ({
    id: 1000 - n,
    uploaded_at: new Date(1e12 - n * 60_000).toISOString(),
    ocr_status: "failed",
    deleted_at: null,
  }));
});

function gone(...ids: number[]): Changes {
  there = there.filter(({ id }) => !ids.includes(id));
  const tombstones = { receipts: ids, entries: [] };
  return { receipts: [], entries: [], tombstones, cursor: "1", more: false };
}

async function loadAll(list: InstanceType<typeof module.ReceiptList>): Promise<void> {
  for (let times = 0; times < 9 && !list.isWhole; times += 1) await list.more();
}

test("what moves up from the next page is not passed over, whenever one hears why", async () => {
  const list = new module.ReceiptList(FILTER);
  await list.more();
  const news = gone(1000);
  await loadAll(list);
  await list.take(news);
  await loadAll(list);
  expect(list.rows.map(({ id }) => id)).toEqual(there.map(({ id }) => id));

  await list.take(gone(950, 900, 850));
  expect(list.rows.map(({ id }) => id)).toEqual(there.map(({ id }) => id));
});

test("a list that has become much shorter ends where it ends", async () => {
  const list = new module.ReceiptList(FILTER);
  await list.more();
  await list.more();
  const news = gone(...there.slice(50).map(({ id }) => id));
  await list.more();
  await list.take(news);
  expect([list.rows.length, list.total, list.error]).toEqual([50, 50, null]);
});

test("what changes behind the pages that are there is counted, and not shown among them", async () => {
  const list = new module.ReceiptList(FILTER);
  await list.more();
  const old = { ...there[0]!, id: 1, uploaded_at: "1999-01-01T00:00:00Z" };
  there = [...there, old];
  await list.refresh([1]);
  expect([list.rows.length, list.total]).toEqual([100, 231]);
});

test("an answer that is overtaken shows nothing that was before", async () => {
  const list = new module.ReceiptList({ ...FILTER, part: "all" });
  await list.more();
  const [first, second] = there.map(({ id }) => id) as [number, number];
  let arrive!: () => void;
  held = [new Promise<void>((resolve) => (arrive = resolve))];
  const old = list.refresh([first, second]);
  there = there.map((row) => (row.id === first ? { ...row, ocr_status: "processing" } : row));
  await list.refresh([first]);
  list.remove(second);
  arrive();
  await old;
  expect(list.rows[0]).toMatchObject({ id: first, ocr_status: "processing" });
  expect(list.rows.some(({ id }) => id === second)).toBe(false);
});

test("what is deleted comes to the trash, and what is restored leaves it", async () => {
  const list = new module.ReceiptList({ ...FILTER, part: "trash" });
  const [restored, deleted] = [there[0]!, there[1]!];
  there = [restored];
  await list.more();
  there = [deleted];
  await list.take({
    ...gone(),
    receipts: [restored],
    tombstones: { receipts: [deleted.id] },
  } as never);
  expect([list.rows.map(({ id }) => id), list.total]).toEqual([[deleted.id], 1]);
});
