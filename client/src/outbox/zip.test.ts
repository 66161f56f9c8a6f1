import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { filesOfZip, isZip, ZipError } from "./zip";

interface Options {
  flags?: number;
  method?: number;
  size?: number;
}

/** An archive of texts, as any program writes one. */
function zipOf(files: Record<string, string>, { flags = 0, method = 8, size }: Options = {}): Blob {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const packed = method === 8 ? deflateRawSync(text) : Buffer.from(text);
    const [nameBytes, length] = [Buffer.from(name), size ?? Buffer.byteLength(text)];
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(flags, 2);
    about.writeUInt16LE(method, 4);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(length, 18);
    about.writeUInt16LE(nameBytes.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    parts.push(Buffer.from("PK\x03\x04"), about, nameBytes, packed);
    directory.push(Buffer.from("PK\x01\x02\x14\x00"), about, rest, nameBytes);
    offset += 30 + nameBytes.length + packed.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(files).length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(offset, 12);
  return new Blob([Buffer.concat([...parts, ...directory, Buffer.from("PK\x05\x06"), end])]);
}

async function textsOf(archive: Blob): Promise<string[]> {
  const texts: string[] = [];
  for await (const { path, file } of filesOfZip(archive)) {
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

describe("what is none is said to be none", () => {
  const whole = zipOf({ "a.txt": "bread and butter" });
  test.each([
    ["another file", new Blob(["%PDF-1.7"])],
    ["one that was cut", whole.slice(0, 60)],
    ["one whose beginning is gone", whole.slice(20)],
    ["one with a password", zipOf({ "a.txt": "x" }, { flags: 1 })],
    ["a method nobody uses", zipOf({ "a.txt": "x" }, { method: 12 })],
    ["more than it says", zipOf({ "a.txt": "x".repeat(1e6) }, { size: 10 })],
    ["less than it says", zipOf({ "a.txt": "x" }, { size: 10 })],
    ["far too much", zipOf({ "a.txt": "x" }, { size: 2 ** 31 })],
  ])("%s", async (_, archive) => {
    await expect(textsOf(archive)).rejects.toThrow(ZipError);
  });
});
