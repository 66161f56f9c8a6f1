import { beforeAll, beforeEach, expect, test, vi } from "vitest";

let session: typeof import("./session.svelte").session;
let api: typeof import("./api/client").api;
let sendUpload: typeof import("./outbox/send").sendUpload;

/** Whose cookie the browser has; each sign-in brings another token against forged calls. */
let signedIn = { id: 1, token: "one" };
const sent: string[] = [];
const assign = vi.fn();
/** How all of it is seen. */
const page = { visibility: "" };
let isReached = true;
const listeners = new Map<string, (event: object) => void>();

async function answer({ method, url }: Request): Promise<Response> {
  if (!isReached) throw new TypeError("not reached");
  const { pathname } = new URL(url);
  if (method !== "GET") sent.push(`${method} ${pathname} as ${signedIn.id}`);
  if (pathname.endsWith("/me/")) return Response.json({ id: signedIn.id, language: "en" });
  if (!pathname.endsWith("/session")) return Response.json({ cursor: "1" });
  return Response.json({ data: { user: { email: "ann@example.com" } } });
}

beforeAll(async () => {
  vi.stubGlobal("location", { origin: "http://server", assign, reload: () => assign("again") });
  vi.stubGlobal("navigator", { languages: ["en"], onLine: true });
  vi.stubGlobal("document", {
    documentElement: { style: page },
    get cookie(): string {
      return `csrftoken=${signedIn.token}`;
    },
    addEventListener: () => {},
  });
  vi.stubGlobal("addEventListener", (name: string, listen: (event: object) => void) =>
    listeners.set(name, listen),
  );
  vi.stubGlobal("XMLHttpRequest", class {});
  vi.stubGlobal("fetch", answer);
  ({ session } = await import("./session.svelte"));
  ({ api } = await import("./api/client"));
  ({ sendUpload } = await import("./outbox/send"));
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

beforeEach(() => {
  sent.length = 0;
  assign.mockClear();
});

const addEntry = () => api.POST("/api/v1/receipts/vendor-rules/", { body: {} as never });
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

test("a change is sent while it is the same person, also after a sign-in elsewhere", async () => {
  await session.start();
  await addEntry();
  signedIn = { id: 1, token: "two" };
  await addEntry();
  expect(sent).toEqual(Array(2).fill("POST /api/v1/receipts/vendor-rules/ as 1"));
  expect(assign).not.toHaveBeenCalled();
});

test("a page that comes back out of the browser's memory is seen once it is its person's", async () => {
  listeners.get("pagehide")!({ persisted: true });
  listeners.get("pageshow")!({ persisted: true });
  expect(page.visibility).toBe("hidden");
  await settled();
  expect([session.state, page.visibility, assign.mock.calls]).toEqual(["in", "", []]);
});

test("a page of which nobody can be asked whose it is begins anew, unseen", async () => {
  isReached = false;
  listeners.get("pagehide")!({ persisted: true });
  listeners.get("pageshow")!({ persisted: true });
  await settled();
  isReached = true;
  expect([page.visibility, assign.mock.calls]).toEqual(["hidden", [["again"]]]);
  page.visibility = "";
});

test("nothing of one person is sent for another, and their page goes though files stay", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const forgotten = vi.fn();
  session.onSignOut(forgotten);
  const blocked = new Promise(() => {});
  session.onSignOut(() => blocked);
  signedIn = { id: 2, token: "three" };
  const upload = { key: "k", owner: 1, name: "a.jpg", files: [], addedAt: 0 };
  const options = { signal: new AbortController().signal, onprogress: () => {} };

  void addEntry();
  void sendUpload(upload, options);
  await vi.advanceTimersByTimeAsync(20);
  void addEntry();
  await vi.advanceTimersByTimeAsync(20);

  expect(sent).toEqual([]);
  expect(session.state).toBe("unknown");
  expect(forgotten).toHaveBeenCalledOnce();
  expect(assign).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(3000);
  expect(assign.mock.calls).toEqual([["/"]]);
});
