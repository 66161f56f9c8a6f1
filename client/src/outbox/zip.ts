/** The files of a ZIP archive, one after the other, so that each is an upload of its own. */

/** It is none, is broken, has a password, or is larger than anybody's receipts. */
export class ZipError extends Error {}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
/** Of one file unpacked: far more than the server takes. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_FILES = 2000;

interface Entry {
  name: string;
  method: number;
  isEncrypted: boolean;
  packedSize: number;
  size: number;
  offset: number;
}

export function isZip(file: File): boolean {
  return /\.zip$/i.test(file.name) || file.type === "application/zip";
}

/** With the names of their folders. Throws ZipError, at the latest at the file that is broken. */
export async function* filesOfZip(archive: Blob): AsyncGenerator<{ path: string; file: File }> {
  for (const entry of await readEntries(archive)) {
    if (entry.name.endsWith("/")) continue;
    const content = await unpack(archive, entry);
    yield { path: entry.name, file: new File([content], entry.name.split("/").pop()!) };
  }
}

async function readEntries(archive: Blob): Promise<Entry[]> {
  const tail = await view(archive.slice(Math.max(0, archive.size - 65_557)));
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== END) end -= 1;
  if (end < 0) throw new ZipError("no end record");
  const count = tail.getUint16(end + 10, true);
  const [size, start] = [tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
  if (count > MAX_FILES || start + size > archive.size) throw new ZipError("no such directory");
  return parseDirectory(await view(archive.slice(start, start + size)), count);
}

function parseDirectory(directory: DataView, count: number): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; entries.length < count;) {
    if (at + 46 > directory.byteLength) throw new ZipError("the directory was cut");
    if (directory.getUint32(at, true) !== ENTRY) throw new ZipError("no entry");
    const nameLength = directory.getUint16(at + 28, true);
    const after = at + 46 + nameLength;
    if (after > directory.byteLength) throw new ZipError("the directory was cut");
    entries.push({
      name: decodeName(new Uint8Array(directory.buffer, at + 46, nameLength)),
      method: directory.getUint16(at + 10, true),
      isEncrypted: (directory.getUint16(at + 8, true) & 1) === 1,
      packedSize: directory.getUint32(at + 20, true),
      size: directory.getUint32(at + 24, true),
      offset: directory.getUint32(at + 42, true),
    });
    at = after + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
  }
  return entries;
}

async function unpack(archive: Blob, entry: Entry): Promise<Blob> {
  if (entry.isEncrypted) throw new ZipError("it has a password");
  if (entry.size > MAX_BYTES) throw new ZipError("it is too large");
  const head = await view(archive.slice(entry.offset, entry.offset + 30));
  const isWhole = head.byteLength === 30 && head.getUint32(0, true) === LOCAL;
  if (!isWhole) throw new ZipError("no file");
  const start = entry.offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const packed = archive.slice(start, start + entry.packedSize);
  if (entry.method === STORED) return packed;
  if (entry.method !== DEFLATED) throw new ZipError("packed in a way that nobody uses");
  return inflate(packed, entry.size);
}

/** No more than what the directory says: it may lie. */
async function inflate(packed: Blob, size: number): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    const reader = packed.stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value as Uint8Array<ArrayBuffer>);
      length += part.value.length;
      if (length > size) throw new ZipError("it is larger than it says");
    }
  } catch (error) {
    throw error instanceof ZipError ? error : new ZipError("it is broken");
  }
  if (length !== size) throw new ZipError("it was cut");
  return new Blob(parts);
}

/** Old programs write the letters of their own machine. */
function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

async function view(part: Blob): Promise<DataView> {
  return new DataView(await part.arrayBuffer());
}
