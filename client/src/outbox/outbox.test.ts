import { expect, test, vi } from "vitest";
import { offlineError } from "../api/errors";
import { outbox } from "./outbox.svelte";
import { keepUpload } from "./store";

const uploads = new Map<number, unknown>();
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
  session: { profile: { id: 1 }, onSignOut: (forget: () => unknown) => (leave = forget) },
}));
vi.mock("../live.svelte", () => ({ live: { expect: () => {} } }));
vi.mock("./send", () => ({
  sendUpload: async () => {
    throw offlineError();
  },
}));
vi.mock("../api/client", () => ({
  api: { GET: () => null },
  data: async () => ({ max_bytes: 1000 }),
}));
vi.mock("../api/transport", () => ({
  newKey: () => "key",
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
