import { beforeAll, expect, test } from "vitest";

let waitText: typeof import("./waiting").waitText;
let errorOf: typeof import("./api/errors").errorOf;
const NOW = Date.parse("2026-03-01T10:00:30Z");

beforeAll(async () => {
  ({ waitText } = await import("./waiting"));
  ({ errorOf } = await import("./api/errors"));
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

function refused(retryAfter: string, about: object = {}) {
  const body = { detail: "Not now.", code: "throttled", ...about };
  const headers = { "Retry-After": retryAfter };
  return errorOf(Response.json(body, { status: 429, headers }));
}

test.each([
  ["0", ""],
  ["1", "Try again in 1 second."],
  ["30", "Try again in 30 seconds."],
  ["300", "Try again in 300 seconds."],
])("of %s seconds: %s", async (seconds, text) => {
  expect(waitText(await refused(seconds), NOW)).toBe(text);
});

test("a long wait is told as the moment when it is over, not before", async () => {
  const text = waitText(await refused("1036800"), NOW);
  expect(text).toMatch(/^Try again after .*13.*10:01.*\.$/);
});

test("a sentence that names the day is enough", async () => {
  const error = await refused("1036800", { resets_on: "2026-03-13" });
  expect(waitText(error, NOW)).toBe("");
});

test("seconds until a moment are whole ones", async () => {
  const { retryAfter } = await refused(new Date(Date.now() + 20_000).toUTCString());
  expect(retryAfter).toBe(Math.ceil(retryAfter!));
  expect(retryAfter).toBeGreaterThan(0);
});
