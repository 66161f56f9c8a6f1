/** The files of a drop, a folder or an archive. */

import { isZip, readZip, ZipError, type Fault as OfArchive, type Packed } from "./zip";

/** Of an archive, or of one of its files: an archive itself, too large by itself, or damaged. */
export type Fault = OfArchive | "nested" | "oversized" | "damaged";
export type Found = { file: File } | { name: string; fault: Fault };

/** What operating systems leave in folders and archives beside what people put there. */
const JUNK = /(^|\/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/i;

export function isJunk(path: string): boolean {
  return JUNK.test(path);
}

/** What is dropped or pasted. Null: there are no files in it, or it is meant as text. */
export function transferOf(event: DragEvent | ClipboardEvent): DataTransfer | null {
  if (event instanceof DragEvent) return withFiles(event.dataTransfer);
  if (isField(event.target) || isPictureOfText(event.clipboardData)) return null;
  return withFiles(event.clipboardData);
}

function withFiles(transfer: DataTransfer | null): DataTransfer | null {
  return transfer?.types.includes("Files") ? transfer : null;
}

const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, [contenteditable]";

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(FIELDS) !== null;
}

/**
 * Of cells or paragraphs that were copied, programs give a picture beside the text. A file has its
 * name as plain text with it in places, and a picture of a page its tag.
 */
function isPictureOfText(clipboard: DataTransfer | null): boolean {
  const types = clipboard?.types ?? [];
  return types.includes("text/plain") && ["text/html", "text/rtf"].some((t) => types.includes(t));
}

/** With what is in folders. Call it while the event is handled. */
export async function filesOfTransfer(transfer: DataTransfer): Promise<File[]> {
  // After the first await the browser has taken everything away.
  const found = [...transfer.items]
    .filter((item) => item.kind === "file")
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  const files: File[] = [];
  for (const one of found) {
    if (one instanceof File) files.push(one);
    else if (one) await walk(one, files);
  }
  return files;
}

/**
 * One after the other, archives opened; what is larger than `maxBytes` in one is not unpacked.
 * `expect` is told of how many more there are than was known.
 */
export async function* gather(
  files: File[],
  maxBytes: number,
  expect: (more: number) => void,
): AsyncGenerator<Found> {
  const wanted = files.filter((file) => !isJunk(file.webkitRelativePath || file.name));
  expect(wanted.length);
  for (const file of wanted) {
    if (!isZip(file)) yield { file };
    else yield* unpack(file, maxBytes, expect);
  }
}

async function* unpack(
  archive: File,
  maxBytes: number,
  expect: (more: number) => void,
): AsyncGenerator<Found> {
  const name = archive.name;
  try {
    const packed = (await readZip(archive)).filter(({ path }) => !isJunk(path));
    if (!packed.length) throw new ZipError("empty", "no files");
    expect(packed.length - 1);
    for (const one of packed) yield await unpackOne(one, maxBytes);
  } catch (error) {
    yield { name, fault: faultOf(error) };
  }
}

/** Of one that is broken, the others are there all the same. */
async function unpackOne({ path, size, unpack }: Packed, maxBytes: number): Promise<Found> {
  if (size > maxBytes) return { name: path, fault: "oversized" };
  try {
    const file = await unpack();
    return isZip(file) ? { name: path, fault: "nested" } : { file };
  } catch (error) {
    faultOf(error);
    return { name: path, fault: "damaged" };
  }
}

/** Of an archive that was moved away meanwhile, too. Throws again what is no fault of one. */
function faultOf(error: unknown): OfArchive {
  if (error instanceof ZipError) return error.fault;
  if (error instanceof DOMException) return "broken";
  throw error;
}

async function walk(entry: FileSystemEntry, files: File[]): Promise<void> {
  if (isJunk(entry.name)) return;
  if (entry.isFile) {
    files.push(
      await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail)),
    );
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // It gives a hundred at a time.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) =>
      reader.readEntries(done, fail),
    );
    if (!some.length) return;
    for (const one of some) await walk(one, files);
  }
}
