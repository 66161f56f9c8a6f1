import { expect, test } from "vitest";
import { askedOf, questionOf } from "./reporting";

const asked = (text: string) => questionOf(new URLSearchParams(text));

test("a question is read from the address, without what is no such thing", () => {
  expect(
    asked("category=travel,office&vendor=Pub&currency=EUR&transaction_type=income&limit=5"),
  ).toEqual({
    category: "travel,office",
    vendor: "Pub",
    currency: "EUR",
    transaction_type: "income",
    limit: 5,
  });
  expect(asked("transaction_type=gift&limit=-1&months=x&interval=week&reviewed_only=1")).toEqual(
    {},
  );
});

test("a report is not asked what belongs to another one", () => {
  const question = asked("interval=year&limit=5&months=3&vendor=Pub");
  expect(askedOf("vendor-analysis", question)).toEqual({ limit: 5, vendor: "Pub" });
  expect(askedOf("predictive-cash-flow", question)).toEqual({ months: 3, vendor: "Pub" });
  expect(askedOf("tax-summary", question)).toEqual({ vendor: "Pub" });
});
