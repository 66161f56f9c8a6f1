import { expect, test } from "vitest";
import { Unanswered } from "./unanswered";

let keys = 0;

function call(body: string, path = "entries/", of: Record<string, string> = {}): Request {
  const headers = { "Idempotency-Key": `key-${(keys += 1)}`, ...of };
  return new Request(`http://here/${path}`, { method: "POST", headers, body });
}

async function keyOf(calls: Unanswered, request: Request, now?: number): Promise<string | null> {
  await calls.take(request, now);
  return request.headers.get("Idempotency-Key");
}

test("what got no answer, or was put off, is sent again by its key, and anew once it was done", async () => {
  const calls = new Unanswered();
  const lost = call("a");
  const key = await keyOf(calls, lost);
  expect(await keyOf(calls, call("a"))).toBe(key);

  calls.settle(lost, { status: 503 });
  const again = call("a");
  expect(await keyOf(calls, again)).toBe(key);
  expect(await keyOf(calls, call("b"))).not.toBe(key);

  calls.settle(again, { status: 201 });
  expect(await keyOf(calls, call("a"))).not.toBe(key);
});

test("after some minutes the same is meant once more", async () => {
  const calls = new Unanswered();
  const key = await keyOf(calls, call("a"), 0);

  expect(await keyOf(calls, call("a"), 11 * 60 * 1000)).not.toBe(key);
});

test.each([
  ["entries/bulk/category/", "entries/bulk/category/"],
  ["receipts/7/verify/", "receipts/7/unverify/"],
])("what was done with the same things since makes it another call: %s, %s", async (one, other) => {
  const calls = new Unanswered();
  const key = await keyOf(calls, call("a", one));
  const between = call("b", other);
  await calls.take(between);
  calls.settle(between, { status: 200 });

  expect(await keyOf(calls, call("a", one))).not.toBe(key);
});

test.each([
  ["GET", 200],
  ["DELETE", 412],
])("what did nothing with the same things leaves their keys: %s, %i", async (method, status) => {
  const calls = new Unanswered();
  const key = await keyOf(calls, call("a", "receipts/7/verify/"));
  const between = new Request("http://here/receipts/7/", { method });
  await calls.take(between);
  calls.settle(between, { status });

  expect(await keyOf(calls, call("a", "receipts/7/verify/"))).toBe(key);
});

test("what was made meanwhile leaves the key of what is made again", async () => {
  const calls = new Unanswered();
  const key = await keyOf(calls, call("a"));
  const other = call("b");
  await calls.take(other);
  calls.settle(other, { status: 201 });

  expect(await keyOf(calls, call("a"))).toBe(key);
});

test.each(["If-Match", "X-Versions"])(
  "of what somebody has changed since it is another call: %s",
  async (name) => {
    const calls = new Unanswered();
    const key = await keyOf(calls, call("a", "receipts/7/verify/", { [name]: '"1"' }));

    const same = call("a", "receipts/7/verify/", { [name]: '"1"' });
    expect(await keyOf(calls, same)).toBe(key);
    expect(same.headers.has("X-Versions")).toBe(false);
    const later = call("a", "receipts/7/verify/", { [name]: '"3"' });
    expect(await keyOf(calls, later)).not.toBe(key);
  },
);
