import { expect, test } from "vitest";
import { areSame } from "./same";

const file = (name: string, text: string) => new File([text], name);
const long = "x".repeat(200_000);

test.each([
  ["the same once more", [file("a.jpg", long)], [file("a.jpg", long)], true],
  ["another end", [file("a.jpg", `${long}1`)], [file("a.jpg", `${long}2`)], false],
  ["another name", [file("a.jpg", long)], [file("b.jpg", long)], false],
  ["another size", [file("a.jpg", "x")], [file("a.jpg", "xx")], false],
  ["one page of two", [file("a.jpg", "x"), file("b.jpg", "y")], [file("a.jpg", "x")], false],
  [
    "pages in another order",
    [file("a", "x"), file("b", "y")],
    [file("b", "y"), file("a", "x")],
    false,
  ],
  ["an archive that could not be opened", [], [], false],
])("%s", async (_, files, others, answer) => {
  expect(await areSame(files, others)).toBe(answer);
});
