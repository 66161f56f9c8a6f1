import { beforeAll, expect, test } from "vitest";

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
