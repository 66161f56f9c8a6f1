import { expect, test, vi } from "vitest";
import { gather, isJunk, transferOf } from "./gathering";
import { zipFile, zipOf } from "./zips";

test("what systems leave beside the files is passed over", () => {
  const paths = [".DS_Store", "a/__MACOSX/._b.jpg", "x/Thumbs.db", "._photo.jpg", "desktop.ini"];
  expect(paths.filter((path) => !isJunk(path))).toEqual([]);
  expect(["photo.jpg", "a.b/c.pdf", "thumbs.db.pdf"].filter(isJunk)).toEqual([]);
});

async function gathered(files: File[], maxBytes = Infinity): Promise<[string[], number]> {
  let expected = 0;
  const told: string[] = [];
  for await (const found of gather(files, maxBytes, (more) => (expected += more))) {
    told.push("fault" in found ? `${found.name}: ${found.fault}` : found.file.name);
  }
  return [told, expected];
}

test("what cannot be had is named, and the others go on", async () => {
  const files = [
    new File(["no archive"], "a.zip"),
    zipFile("empty.zip", { "__MACOSX/._b.jpg": "x", "march/": "" }),
    zipFile("b.zip", { "c/d.jpg": "x", "large.jpg": "x".repeat(99), "e.zip": "PK" }),
    new File([], ".DS_Store"),
    new File(["x"], "f.jpg"),
  ];
  const told = [
    "a.zip: broken",
    "empty.zip: empty",
    "d.jpg",
    "large.jpg: oversized",
    "e.zip: nested",
  ];
  expect(await gathered(files, 50)).toEqual([[...told, "f.jpg"], 6]);
});

test("one that is damaged in an archive is said, and the others are there", async () => {
  const archive = zipOf({ "a.txt": "bread and butter", "b.txt": "milk" }, { method: 0 });
  const bytes = new Uint8Array(await archive.arrayBuffer());
  bytes[0] = 0;
  expect(await gathered([new File([bytes], "a.zip")])).toEqual([["a.txt: damaged", "b.txt"], 2]);
});

test("two hundred files of an archive are told as they come", async () => {
  const texts = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`${n}.txt`, `${n}`]));
  const [told, expected] = await gathered([zipFile("a.zip", texts)]);
  expect([told.length, expected]).toEqual([200, 200]);
});

class FakeElement extends EventTarget {
  readonly isField: boolean;
  constructor(isField: boolean) {
    super();
    this.isField = isField;
  }
  closest(): FakeElement | null {
    return this.isField ? this : null;
  }
}

test("of what is pasted only files are taken that are not meant as text", () => {
  vi.stubGlobal("DragEvent", class {});
  vi.stubGlobal("Element", FakeElement);
  const isTaken = (types: string[], isField = false) => {
    const event = { target: new FakeElement(isField), clipboardData: { types } };
    return transferOf(event as unknown as ClipboardEvent) !== null;
  };

  expect(isTaken(["Files"])).toBe(true);
  expect(isTaken(["text/html", "Files"])).toBe(true);
  expect(isTaken(["text/plain", "Files"])).toBe(true);
  expect(isTaken(["text/plain", "text/html", "text/rtf", "Files"])).toBe(false);
  expect(isTaken(["text/plain", "text/rtf", "Files"])).toBe(false);
  expect(isTaken(["text/plain", "text/html"])).toBe(false);
  expect(isTaken(["Files"], true)).toBe(false);
});
