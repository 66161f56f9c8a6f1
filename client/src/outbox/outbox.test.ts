import { expect, test, vi } from "vitest";
import { ApiError, offlineError } from "../api/errors";
import { outbox } from "./outbox.svelte";
import { keepUpload } from "./store";

const uploads = new Map<number, unknown>();
const sent: string[] = [];
/** What the server says to a file, by its name. */
let answer = (_: string): ApiError | null => offlineError();
let keys = 0;
let leave: (() => unknown) | undefined;
/** Whether the server is there is asked after the last try. */
let answerProbe: () => void = () => {};

vi.mock("./store", () => ({
  keepUpload: vi.fn(async (upload: { id?: number }) => {
    const id = upload.id ?? uploads.size + 1;
    uploads.set(id, { ...upload, id });
    return { ...upload, id };
  }),
  findUpload: async (id: number) => uploads.get(id),
  listUploads: async () => [...uploads.values()],
  forgetUpload: async (id: number) => uploads.delete(id),
  forgetUploadsOf: async () => uploads.clear(),
  forgetOldUploads: async () => {},
}));
vi.mock("../session.svelte", () => ({
  session: {
    profile: { id: 1 },
    onSignOut: (forget: () => unknown) => (leave = forget),
    load: async () => {},
  },
}));
vi.mock("../live.svelte", () => ({ live: { expect: () => {} } }));
vi.mock("./send", () => ({
  sendUpload: async ({ name }: { name: string }) => {
    sent.push(name);
    const error = answer(name);
    if (error) throw error;
  },
}));
vi.mock("../api/client", () => ({
  api: { GET: () => null },
  data: async () => ({ max_bytes: 1000 }),
}));
vi.mock("../api/transport", () => ({
  newKey: () => `key ${(keys += 1)}`,
  send: () => new Promise<void>((resolve) => (answerProbe = resolve)),
}));

test("of an archive that is none it is kept why, and not in which words", async () => {
  outbox.start();
  await outbox.add([new File(["text"], "a.zip")]);
  const [row] = outbox.rows;
  expect(row!.upload.refusal).toEqual({ mayPass: false, fault: "broken", limit: 1000 });
  await outbox.remove(row!);
  vi.mocked(keepUpload).mockClear();
});

test("a file whose sending fails while somebody signs out is not kept once more", async () => {
  outbox.start();
  await outbox.addPages([new File(["x"], "a.jpg")]);
  const [row] = outbox.rows;
  await vi.waitFor(() => {
    outbox.resume();
    expect(row!.tries).toBe(4);
  });

  await leave!();
  answerProbe();
  await new Promise((resolve) => setTimeout(resolve));

  expect(keepUpload).toHaveBeenCalledTimes(1);
  expect(uploads.size).toBe(0);
});

test("with a used quota e-invoices go on, and each other file waits until it is tried anew", async () => {
  const full = new ApiError("Used.", { status: 402, code: "quota_exceeded", retryAfter: null });
  answer = (name) => (name === "bill.xml" ? null : full);
  outbox.start();
  const names = ["a.jpg", "b.jpg", "c.jpg", "d.jpg", "scan.pdf", "bill.xml"];
  for (const name of names) await outbox.add([new File([name], name)]);

  await vi.waitFor(() => expect(sent).toContain("bill.xml"));
  await vi.waitFor(() => expect(outbox.rows).toHaveLength(5));
  expect(sent.filter((name) => name.endsWith("pdf"))).toEqual(["scan.pdf"]);
  expect(sent).not.toContain("d.jpg");
  expect(outbox.pause?.what).toBe("full");

  answer = () => null;
  outbox.resume();
  await vi.waitFor(() => expect(outbox.rows).toHaveLength(0));
});
