import { beforeAll, expect, test, vi } from "vitest";

let putAway: typeof import("./replacing").putAway;
let toasts: typeof import("../components/toasts.svelte").toasts;
let status: number;
const sent: string[] = [];

async function answer({ method, url, headers }: Request): Promise<Response> {
  sent.push(`${method} ${new URL(url).pathname} ${headers.get("If-Match")}`);
  if (status === 204) return new Response(null, { status });
  return Response.json({ detail: "A sentence.", code: "any" }, { status });
}

beforeAll(async () => {
  vi.stubGlobal("document", {
    documentElement: {},
    cookie: "csrftoken=token",
    addEventListener: () => {},
  });
  vi.stubGlobal("fetch", answer);
  ({ toasts } = await import("../components/toasts.svelte"));
  ({ putAway } = await import("./replacing"));
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

test.each([
  [204, "in place of “Cafe”"],
  [412, "“Cafe” was changed meanwhile"],
  [403, "A sentence."],
])(
  "what is replaced goes as it was seen, and what comes of it (%i) is told",
  async (code, told) => {
    [status, sent.length] = [code, 0];
    const show = vi.spyOn(toasts, "show");

    await putAway({ receipt: 3, version: 5, name: "Cafe" });

    expect(sent).toEqual(['DELETE /api/v1/receipts/3/ "5"']);
    expect(show.mock.lastCall?.[0]).toContain(told);
  },
);

test("where it may go another time it is to be tried again", async () => {
  status = 503;
  await expect(putAway({ receipt: 3, version: 5, name: "Cafe" })).rejects.toMatchObject({ status });
});
