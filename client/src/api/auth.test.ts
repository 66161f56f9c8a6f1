import { beforeAll, expect, test, vi } from "vitest";

let auth: typeof import("./auth");
let answer: () => Response;

beforeAll(async () => {
  vi.stubGlobal("document", { documentElement: {}, cookie: "csrftoken=token" });
  vi.stubGlobal("fetch", async () => answer());
  auth = await import("./auth");
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

const serve = (status: number, body: object = {}) => {
  answer = () => Response.json({ status, ...body }, { status });
};

test.each([
  [
    "a second factor",
    [{ id: "login" }, { id: "mfa_authenticate", is_pending: true }],
    "mfa_authenticate",
  ],
  ["what has run out", [{ id: "login" }, { id: "signup" }], "login"],
])("a sign-in goes on with %s", async (_, flows, flow) => {
  serve(401, { data: { flows } });

  expect(await auth.sendSecondFactor("123456")).toEqual({ done: false, flow });
});

test("one that was done already, such as before a lost answer, is done", async () => {
  serve(409);

  expect(await auth.signIn("ann@example.com", "password")).toEqual({ done: true });
});

test("too many tries are told as that", async () => {
  serve(429);

  await expect(auth.signIn("ann@example.com", "password")).rejects.toMatchObject({
    message: "That was asked for too often in a short time.",
    isPassing: true,
  });
});
