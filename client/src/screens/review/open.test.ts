import { beforeAll, expect, test, vi } from "vitest";
import type { Loaded, Receipt } from "./load";

let module: typeof import("./open.svelte");
let answer: Receipt;

beforeAll(async () => {
  vi.stubGlobal("location", { origin: "http://server" });
  vi.stubGlobal("document", { documentElement: {}, cookie: "", addEventListener: () => {} });
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal(
    "BroadcastChannel",
    class {
      postMessage(): void {}
    },
  );
  vi.stubGlobal("fetch", async () => Response.json(answer));
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
