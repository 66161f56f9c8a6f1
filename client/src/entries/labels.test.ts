import { beforeAll, expect, test } from "vitest";
import type { TypedEntry } from "./form";

let module: typeof import("./labels");

beforeAll(async () => {
  module = await import("./labels");
  // All the words of the client come with it: on a busy machine that takes long.
}, 60_000);

test("a tax line says that it is withheld, and nothing where it is charged", () => {
  const words = ["withheld", "charged"].map((kind) => module.typedText("kind", kind));
  expect(words).toEqual(["Withheld", ""]);

  const line = { rate: "20.00", net: "10.00", tax: "2.00" };
  const lines = ["withheld", "charged"].map((kind) =>
    module.valueText("tax_lines", [{ ...line, kind }], "GBP"),
  );
  expect(lines[0]).toBe(`Withheld ${lines[1]}`);
});

test("a share of nothing says so, and whether for want of a category", () => {
  const hintOf = (category: string, deductible_share: string) =>
    module.shareHint({ category, deductible_share } as TypedEntry);

  expect(hintOf("", "0")).toContain("category");
  expect(hintOf("groceries", "0.0")).toBe("Nothing of it is deductible.");
  for (const share of ["", "50", "0.5", "100", "abc"]) {
    expect(hintOf("", share)).toBeUndefined();
  }
});

test("a currency that could not be read is told by a word, as in a conflict and a history", () => {
  expect(module.typedText("currency", "XXX")).toBe("Not known");
  expect(module.typedText("currency", "EUR")).toBe("EUR");
});
