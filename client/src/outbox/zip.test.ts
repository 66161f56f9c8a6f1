import { describe, expect, test } from "vitest";
import { isZip, readZip, ZipError } from "./zip";
import { zipOf } from "./zips";

async function textsOf(archive: Blob): Promise<string[]> {
  const texts: string[] = [];
  for (const { path, unpack } of await readZip(archive)) {
    const file = await unpack();
    texts.push(`${path}: ${file.name}: ${await file.text()}`);
  }
  return texts;
}

describe("an archive", () => {
  test.each([0, 8])("gives its files, packed by method %i", async (method) => {
    const files = { "march/": "", "march/café.txt": "x".repeat(9000), "b.txt": "bread" };
    expect(await textsOf(zipOf(files, { method }))).toEqual([
      `march/café.txt: café.txt: ${"x".repeat(9000)}`,
      "b.txt: b.txt: bread",
    ]);
  });

  test("may have a comment after its end, and nothing in it", async () => {
    expect(await textsOf(new Blob([zipOf({}), "a comment"]))).toEqual([]);
  });

  test("is told by its name, or by what it is said to be", () => {
    const files = [new File([], "March.ZIP"), new File([], "x", { type: "application/zip" })];
    expect([...files, new File([], "zip.pdf")].map(isZip)).toEqual([true, true, false]);
  });
});

describe("a name", () => {
  test.each([
    ["../../etc/passwd.jpg", "etc/passwd.jpg: passwd.jpg"],
    ["C:\\\\March\\\\bill.pdf", "March/bill.pdf: bill.pdf"],
    ["/a//./b.jpg", "a/b.jpg: b.jpg"],
    ["..", "file: file"],
  ])("%s is one of a file in the archive", async (name, known) => {
    expect(await textsOf(zipOf({ [name]: "x" }))).toEqual([`${known}: x`]);
  });
});

describe("what is none is said to be none", () => {
  const whole = zipOf({ "a.txt": "bread and butter" });
  const many = Object.fromEntries(Array.from({ length: 2001 }, (_, n) => [`${n}`, ""]));
  const bomb = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`${n}`, "0".repeat(1e6)]));
  test.each([
    ["another file", new Blob(["%PDF-1.7"]), "broken"],
    ["one that was cut", whole.slice(0, 60), "broken"],
    ["one whose beginning is gone", whole.slice(20), "broken"],
    ["one with a password", zipOf({ "a.txt": "x" }, { flags: 1 }), "locked"],
    ["a method nobody uses", zipOf({ "a.txt": "x" }, { method: 12 }), "broken"],
    ["more than it says", zipOf({ "a.txt": "x".repeat(1e6) }, { size: 10 }), "broken"],
    [
      "more than it says, not packed",
      zipOf({ a: "x".repeat(99) }, { method: 0, size: 10 }),
      "broken",
    ],
    ["less than it says", zipOf({ "a.txt": "x" }, { size: 10 }), "broken"],
    ["far too much", zipOf({ "a.txt": "x" }, { size: 2 ** 31 }), "large"],
    ["a bomb", zipOf(bomb), "large"],
    ["too many files", zipOf(many), "large"],
  ])("%s", async (_, archive, fault) => {
    const error = await textsOf(archive).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ZipError);
    expect((error as ZipError).fault).toBe(fault);
  });
});
