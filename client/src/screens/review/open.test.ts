import { beforeAll, expect, test, vi } from "vitest";
import type { Loaded, Receipt } from "./load";

let module: typeof import("./open.svelte");
let answer: Receipt;
/** Bodies of what was changed. */
const sent: unknown[] = [];
let asked: ((request: Request) => Promise<Receipt>) | null = null;

async function respond(request: Request): Promise<Response> {
  if (request.method === "PATCH") sent.push(await request.clone().json());
  return Response.json(asked ? await asked(request) : answer);
}

beforeAll(async () => {
  vi.stubGlobal("document", {
    documentElement: {},
    cookie: "csrftoken=token",
    addEventListener: () => {},
  });
  vi.stubGlobal("fetch", respond);
  module = await import("./open.svelte");
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

function receipt(id: number, version: number, vendor: string): Receipt {
  const transaction = { vendor, currency: "EUR", deductible_share: "1.000" };
  return { id, version, transaction, deleted_at: null } as unknown as Receipt;
}

function opened(shown: Receipt): InstanceType<typeof module.OpenReceipt> {
  const loaded = { receipt: shown, pages: [], lines: null, duplicates: [], rules: new Map() };
  return new module.OpenReceipt(loaded as unknown as Loaded);
}

test("an answer that was overtaken shows nothing that was before", async () => {
  const open = opened(receipt(1, 3, "Corner Cafe"));

  answer = receipt(1, 2, "Corner");
  await open.refresh();
  expect([open.receipt.version, open.form.vendor]).toEqual([3, "Corner Cafe"]);

  answer = receipt(1, 4, "Corner Café");
  await open.refresh();
  expect([open.receipt.version, open.form.vendor]).toEqual([4, "Corner Café"]);
});

test("what is typed while an answer is on its way is not laid on it unasked", async () => {
  const open = opened(receipt(2, 1, "Corner Cafe"));
  answer = receipt(2, 2, "Corner Café");

  const refreshed = open.refresh();
  open.form.vendor = "Corner";
  await refreshed;

  expect(open.receipt.version).toBe(1);
});

test("what is typed goes over to the same one read anew, and is asked about until it is said", () => {
  const open = opened(receipt(3, 1, ""));
  open.form.notes = "lunch";
  const second = opened(receipt(3, 2, "Corner Cafe"));
  expect(second.form).toMatchObject({ vendor: "Corner Cafe", notes: "lunch" });
  expect(second.conflict).toBeNull();

  second.form.vendor = "Corner";
  for (const version of [3, 4]) {
    const { form, conflict } = opened(receipt(3, version, "Corner Café"));
    expect(form).toMatchObject({ vendor: "Corner", notes: "lunch" });
    expect(conflict?.differences).toMatchObject([{ name: "vendor", theirs: "Corner Café" }]);
  }
});

test("what is typed while it is said to be no purchase waits until it is one, and keeps nothing", async () => {
  const read = { ...receipt(5, 1, "Corner Cafe"), ocr_status: "completed" } as Receipt;
  const open = opened({ ...read, document_kind: "receipt" });
  let goOn = () => {};
  const slow = new Promise<void>((resolve) => (goOn = resolve));
  const none = { ...read, version: 2, document_kind: "quotation", transaction: null } as Receipt;
  asked = async () => (await slow, none);
  sent.length = 0;

  const said = open.setKind("quotation");
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  [open.form.total, open.form.notes] = ["9.99", "lunch"];
  const saved = open.save();
  goOn();
  expect([await said, await saved]).toEqual([true, true]);
  expect([open.receipt.document_kind, open.isUnsaved]).toEqual(["quotation", false]);
  expect(await open.verify()).toBe(true);
  expect(sent).toEqual([{ document_kind: "quotation" }]);

  asked = async () => ({ ...read, version: 3, document_kind: "receipt" }) as Receipt;
  await open.setKind("receipt");
  expect(sent.slice(1)).toEqual([{ document_kind: "receipt" }, { total: "9.99", notes: "lunch" }]);
});

test("half an amount keeps nobody from saying what kind of document it is", async () => {
  const open = opened({ ...receipt(6, 1, ""), document_kind: "receipt" } as Receipt);
  open.form.total = "9,x";
  asked = async () => ({ ...receipt(6, 2, ""), document_kind: "invoice" }) as Receipt;
  sent.length = 0;

  await open.setKind("invoice");

  expect(sent).toEqual([{ document_kind: "invoice" }]);
  expect([open.receipt.document_kind, open.form.total]).toEqual(["invoice", "9,x"]);
});

test("what is wrong waits, and the rest is saved, but nothing is verified", async () => {
  const open = opened(receipt(7, 1, "Corner Cafe"));
  [open.form.total, open.form.notes] = ["9,x", "lunch"];
  const saved = receipt(7, 2, "Corner Cafe");
  asked = async () => ({ ...saved, transaction: { ...saved.transaction!, notes: "lunch" } });
  sent.length = 0;

  expect(await open.save()).toBe(false);
  expect(sent).toEqual([{ notes: "lunch" }]);
  expect([open.form.total, open.isUnsaved]).toEqual(["9,x", true]);
  expect(await open.verify()).toBe(false);
  expect(sent).toHaveLength(1);
});
