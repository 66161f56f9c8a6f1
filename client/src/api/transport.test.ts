import { beforeAll, expect, test, vi } from "vitest";

let send: typeof import("./transport").send;
let cookie = "";
const calls: string[] = [];

beforeAll(async () => {
  vi.stubGlobal("navigator", { languages: ["en"], onLine: true });
  vi.stubGlobal("document", {
    documentElement: {},
    get cookie(): string {
      return cookie;
    },
  });
  vi.stubGlobal("fetch", async ({ method, url, headers }: Request) => {
    calls.push(`${method} ${new URL(url).pathname} ${headers.get("X-CSRFToken") ?? ""}`.trim());
    if (method === "GET") cookie = "csrftoken=fresh";
    return Response.json({});
  });
  ({ send } = await import("./transport"));
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

test("where the cookies were cleared the token against forged calls is fetched first, once", async () => {
  const signIn = () => new Request("http://client.test/login", { method: "POST" });
  await send(signIn());
  await send(signIn());

  const fetched = "GET /api/v1/auth/browser/v1/auth/session";
  expect(calls).toEqual([fetched, "POST /login fresh", "POST /login fresh"]);
});
