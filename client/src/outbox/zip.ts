/** The files of a ZIP archive, one after the other, so that each is an upload of its own. */

/** It is none or is broken, has a password, is larger than anybody's receipts, or has nothing in it. */
export type Fault = "broken" | "locked" | "large" | "empty";

export class ZipError extends Error {
  readonly fault: Fault;

  constructor(fault: Fault, message: string) {
    super(message);
    this.fault = fault;
  }
}

/** A file as it lies in an archive. */
export interface Packed {
  /** With the names of its folders. */
  path: string;
  /** As the archive says; it never gives more. */
  size: number;
  /** Throws ZipError where it is broken. */
  unpack: () => Promise<File>;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
/** Of all files, unpacked: nobody's receipts become a hundred times as large either. */
export const MAX_BYTES = 1e9;
const SMALL_BYTES = 1e7;
const MOST_TIMES = 100;
export const MAX_FILES = 2000;
/** Of what the archive says of its files: names of a thousand letters each. */
const MAX_DIRECTORY = MAX_FILES * 1024;

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

/** What is in it, without unpacking anything. Throws ZipError where nothing of it should be. */
export async function readZip(archive: Blob): Promise<Packed[]> {
  const files = (await readEntries(archive)).filter(({ name }) => !name.endsWith("/"));
  if (files.some(({ isEncrypted }) => isEncrypted)) throw new ZipError("locked", "a password");
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > Math.min(MAX_BYTES, SMALL_BYTES + MOST_TIMES * archive.size))
    throw new ZipError("large", `${bytes} bytes`);
  return files.map((entry) => {
    const path = plainPath(entry.name);
    const name = path.split("/").pop()!;
    const unpack = async () => new File([await unpackEntry(archive, entry)], name);
    return { path, size: entry.size, unpack };
  });
}

/** In no folder above, nor on a drive; some programs write the folders of Windows. */
function plainPath(name: string): string {
  const parts = name.split(/[\\/]/).filter((part) => !/^(|\.{1,2}|[a-z]:)$/i.test(part));
  return parts.join("/") || "file";
}

async function readEntries(archive: Blob): Promise<Entry[]> {
  const tail = await view(archive.slice(Math.max(0, archive.size - 65_557)));
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== END) end -= 1;
  if (end < 0) throw new ZipError("broken", "no end record");
  const count = tail.getUint16(end + 10, true);
  const [size, start] = [tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
  if (count > MAX_FILES) throw new ZipError("large", `${count} files`);
  if (size > MAX_DIRECTORY || start + size > archive.size) {
    throw new ZipError("broken", "no such directory");
  }
  return parseDirectory(await view(archive.slice(start, start + size)), count);
}

function parseDirectory(directory: DataView, count: number): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; entries.length < count;) {
    if (at + 46 > directory.byteLength) throw new ZipError("broken", "the directory was cut");
    if (directory.getUint32(at, true) !== ENTRY) throw new ZipError("broken", "no entry");
    const nameLength = directory.getUint16(at + 28, true);
    const after = at + 46 + nameLength;
    if (after > directory.byteLength) throw new ZipError("broken", "the directory was cut");
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

async function unpackEntry(archive: Blob, entry: Entry): Promise<Blob> {
  const head = await view(archive.slice(entry.offset, entry.offset + 30));
  const isWhole = head.byteLength === 30 && head.getUint32(0, true) === LOCAL;
  if (!isWhole) throw new ZipError("broken", "no file");
  const start = entry.offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const packed = archive.slice(start, start + entry.packedSize);
  if (entry.method === DEFLATED) return inflate(packed, entry.size);
  const isStored = entry.method === STORED && packed.size === entry.size;
  if (!isStored) throw new ZipError("broken", "of another size, or packed as nobody does");
  return packed;
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
      if (length > size) throw new ZipError("broken", "it is larger than it says");
    }
  } catch (error) {
    throw error instanceof ZipError ? error : new ZipError("broken", String(error));
  }
  if (length !== size) throw new ZipError("broken", "it was cut");
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
