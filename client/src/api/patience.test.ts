import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fetchInTime } from "./patience";

const ENTRY = "http://here/entries/";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("navigator", { onLine: true });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Each of `answers` for one call; null: the connection breaks. */
function serve(...answers: (Response | null)[]): { calls: number } {
  const served = { calls: 0 };
  vi.stubGlobal("fetch", async () => {
    const answer = answers[served.calls];
    served.calls += 1;
    if (!answer) throw new TypeError("Failed to fetch");
    return answer;
  });
  return served;
}

test("a question is asked once more where the connection has broken, a change is not", async () => {
  const served = serve(null, Response.json({}));
  expect((await fetchInTime(new Request(ENTRY))).status).toBe(200);

  const change = new Request(ENTRY, { method: "POST" });
  await expect(fetchInTime(change)).rejects.toMatchObject({ code: "offline" });
  expect(served.calls).toBe(3);
});

test("what is not answered within a minute is given up, in words", async () => {
  vi.stubGlobal("fetch", (_: Request, { signal }: { signal: AbortSignal }) => {
    return new Promise((__, reject) =>
      signal.addEventListener("abort", () => reject(signal.reason)),
    );
  });
  const late = expect(fetchInTime(new Request(ENTRY))).rejects.toMatchObject({
    code: "late",
    message: "The server does not answer in time. What you have typed is still here.",
  });

  await vi.advanceTimersByTimeAsync(60_000);

  await late;
});
