import { expect, test, vi } from "vitest";
import { toasts } from "../components/toasts.svelte";
import { ApiError } from "./errors";
import { renewing } from "./renewing";

test.each([
  [404, 1, 1],
  [412, 1, 0],
  [400, 0, 0],
])(
  "of a refusal with %i it is asked for anew %i times and told %i times",
  async (status, ...times) => {
    const renew = vi.fn();
    const told = vi.spyOn(toasts, "showError").mockImplementation(() => {});
    told.mockClear();
    const refusal = new ApiError("No.", { code: "no", status });

    await expect(renewing(Promise.reject(refusal), renew)).rejects.toBe(refusal);

    expect([renew.mock.calls.length, told.mock.calls.length]).toEqual(times);
  },
);

test("what went well is answered", async () => {
  expect(await renewing(Promise.resolve(5), () => {})).toBe(5);
});
