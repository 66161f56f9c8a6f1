/** Archives for tests, as any program writes them. */

import { deflateRawSync } from "node:zlib";

interface Options {
  flags?: number;
  method?: number;
  size?: number;
}

export function zipOf(
  files: Record<string, string>,
  { flags = 0, method = 8, size }: Options = {},
): Blob {
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

export function zipFile(name: string, files: Record<string, string>): File {
  return new File([zipOf(files)], name);
}
