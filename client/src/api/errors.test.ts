import { expect, test } from "vitest";
import { errorOf } from "./errors";

const refused = (status: number, headers: Record<string, string> = {}) =>
  errorOf(new Response("<html>Nginx</html>", { status, headers }));

test("a moment to come back at is told by the clock of the server", async () => {
  const headers = {
    Date: "Tue, 01 Dec 2026 10:00:00 GMT",
    "Retry-After": "Tue, 01 Dec 2026 10:00:30 GMT",
  };
  expect((await refused(503, headers)).retryAfter).toBe(30);
  expect((await refused(429, { "Retry-After": "7" })).retryAfter).toBe(7);
});

test.each([
  [413, "larger than the server takes"],
  [429, "too often"],
  [503, "not available right now"],
  [418, "Something went wrong"],
])("what stands before the server is told in words: %i", async (status, words) => {
  expect((await refused(status)).message).toContain(words);
});
