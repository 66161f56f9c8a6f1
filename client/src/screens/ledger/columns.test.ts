import { expect, test } from "vitest";
import { shownColumns, toggled } from "./columns";

const search = (text: string) => new URLSearchParams(text);
const names = (text: string) => shownColumns(search(text)).map(({ name }) => name);

test("columns stand in the address once they are not as at first", () => {
  expect(names("")).toEqual(["date", "vendor", "category", "total", "state"]);
  expect(names("columns=notes")).toEqual(["vendor", "notes"]);

  expect(toggled(search(""), "notes")).toEqual([
    "date",
    "vendor",
    "category",
    "total",
    "notes",
    "state",
  ]);
  expect(toggled(search("columns=date,vendor,category,total"), "state")).toBe(null);
});
