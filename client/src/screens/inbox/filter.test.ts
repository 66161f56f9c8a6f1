import { expect, test } from "vitest";
import { addressOf, filterOf, isPlain, queryOf } from "./filter";
import { inOrder, isPast } from "./order";

const of = (address: string) => filterOf(new URLSearchParams(address));

test("what is shown stands in the address, without what is no such thing", () => {
  const address = "show=failed&search=lunch&uploaded_from=2026-01-01";
  expect(addressOf(of(address))).toBe(`/inbox?${address}`);
  expect(addressOf(of("show=novel&uploaded_to=yesterday"))).toBe("/inbox");
});

test("the API is asked for it", () => {
  expect(queryOf(of("show=failed&uploaded_to=2026-01-31"))).toEqual({
    ocr_status: ["failed"],
    has_entry: false,
    uploaded_to: "2026-01-31",
  });
  expect([isPlain(of("show=done")), isPlain(of("search=lunch"))]).toEqual([true, false]);
});

test("what came last is first, and of one that is there twice the later copy counts", () => {
  const row = (id: number, uploaded_at: string, name = "") => ({ id, uploaded_at, name });
  const [old, late] = [row(1, "2026-01-01T00:00:00Z"), row(2, "2026-01-01T00:00:00.500Z")];
  const again = row(1, "2026-01-01T00:00:00Z", "again");

  expect(inOrder([old, late, again])).toEqual([late, again]);
  expect([isPast([late], old), isPast([old], late)]).toEqual([true, false]);
});
