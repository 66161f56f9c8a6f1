import { expect, test } from "vitest";
import { ApiError } from "../api/errors";
import { mayPass, mayTakeNoPlace, verdictOn } from "./verdict";

function error(status: number, code: string, retryAfter: number | null = null): ApiError {
  return new ApiError("A sentence.", { status, code, retryAfter });
}

test.each([
  ["a file of another kind", error(415, "unsupported_file"), { what: "refuse" }],
  ["a file that is too large", error(413, "too_large"), { what: "refuse" }],
  ["a key of another file", error(409, "idempotency_key_reused"), { what: "refuse" }],
  ["a used quota", error(402, "quota_exceeded"), { what: "full" }],
  ["used free reads", error(429, "too_many_failed_reads", 9e5), { what: "full" }],
  ["too many calls", error(429, "too_many_calls", 17), { what: "busy", seconds: 17 }],
  ["a full queue", error(429, "queue_full", 90), { what: "busy", seconds: 90 }],
  ["a call at work", error(409, "idempotency_key_in_use", 5), { what: "busy", seconds: 5 }],
  ["a database that is away", error(503, "database_unavailable"), { what: "busy", seconds: 2 }],
  ["no network", error(0, "offline"), { what: "offline", seconds: 2 }],
  ["no answer", error(0, "late"), { what: "offline", seconds: 2 }],
])("%s", (_, refused, verdict) => {
  expect(verdictOn(refused, 1)).toEqual(verdict);
});

test("what stays broken is waited for ever longer, up to half a minute", () => {
  const waits = [1, 2, 3, 10].map((tries) => verdictOn(error(0, "offline"), tries));
  expect(waits.map((wait) => "seconds" in wait && wait.seconds)).toEqual([2, 4, 8, 30]);
});

test("a fault of the server is tried a few times, then it is said", () => {
  expect(verdictOn(error(500, "unexpected"), 3).what).toBe("busy");
  expect(verdictOn(error(500, "unexpected"), 4).what).toBe("refuse");
});

test("sending once more is offered unless the file itself is wrong", () => {
  const statuses = [400, 413, 415, 0, 403, 500];
  expect(statuses.map((status) => mayPass(error(status, "any")))).toEqual([
    false,
    false,
    false,
    true,
    true,
    true,
  ]);
});

test("what may be an e-invoice may take no place of the quota", () => {
  const may = (...names: string[]) => mayTakeNoPlace(names.map((name) => new File(["x"], name)));
  expect(["a.PDF", "a.xml", "a.eml"].map((name) => may(name))).toEqual([true, true, true]);
  expect([may("a.jpg"), may("pdf"), may("a.pdf", "b.pdf")]).toEqual([false, false, false]);
});
