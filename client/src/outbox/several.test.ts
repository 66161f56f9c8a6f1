import { expect, test } from "vitest";
import type { Schema } from "../api/client";
import { firstOfSeveral } from "./several";
import { mayPass, verdictOn } from "./verdict";

const taken = (id: number) => ({
  name: `${id}.pdf`,
  status: 201,
  receipt: { id } as Schema["Receipt"],
});
const refused = { name: "b.pdf", status: 402, code: "quota_exceeded", detail: "No more." };

test("the first of several receipts stands for the mail", () => {
  const answer = { accepted: 2, refused: 0, results: [taken(1), taken(2)] };

  expect(firstOfSeveral(answer).id).toBe(1);
});

test("what was refused is named, and stops no other upload", () => {
  const answer = { accepted: 1, refused: 1, results: [taken(1), refused] };

  let error: unknown;
  try {
    firstOfSeveral(answer);
  } catch (thrown) {
    error = thrown;
  }

  expect(error).toMatchObject({ message: "b.pdf: No more." });
  expect(verdictOn(error as Parameters<typeof verdictOn>[0], 1)).toEqual({ what: "refuse" });
  expect(mayPass(error as Parameters<typeof mayPass>[0])).toBe(false);
});
