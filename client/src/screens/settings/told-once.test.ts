import { beforeAll, expect, test, vi } from "vitest";

let ToldOnce: typeof import("./told-once.svelte").ToldOnce;
let ApiError: typeof import("../../api/errors").ApiError;

beforeAll(async () => {
  ({ ToldOnce } = await import("./told-once.svelte"));
  ({ ApiError } = await import("../../api/errors"));
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

test("a lost answer is told of, until one has come", async () => {
  const onlost = vi.fn();
  const making = new ToldOnce(onlost);
  const lost = new ApiError("Lost.", { code: "offline", status: 0 });

  await expect(making.make(Promise.reject(lost))).rejects.toBe(lost);
  expect([making.isLost, onlost.mock.calls.length]).toEqual([true, 1]);

  expect(await making.make(Promise.resolve("made"))).toBe("made");
  expect(making.isLost).toBe(false);
});

test("what was refused was not made", async () => {
  const onlost = vi.fn();
  const making = new ToldOnce(onlost);
  const refused = new ApiError("Wrong.", { code: "invalid", status: 400 });

  await expect(making.make(Promise.reject(refused))).rejects.toBe(refused);
  expect(making.isLost).toBe(false);
  expect(onlost).not.toHaveBeenCalled();
});
