/** The files of a drop, a folder or an archive. */

import { filesOfZip, isZip, ZipError } from "./zip";

/** What operating systems leave in folders and archives beside what people put there. */
const JUNK = /(^|\/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/i;

export function isJunk(path: string): boolean {
  return JUNK.test(path);
}

/** What is dropped or pasted. Null: there are no files in it. */
export function transferOf(event: DragEvent | ClipboardEvent): DataTransfer | null {
  const transfer = event instanceof DragEvent ? event.dataTransfer : event.clipboardData;
  return transfer?.types.includes("Files") ? transfer : null;
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

/** Archives opened. What cannot be opened is in `broken`. */
export async function unpacked(files: File[]): Promise<{ files: File[]; broken: File[] }> {
  const [whole, broken]: [File[], File[]] = [[], []];
  for (const file of files) {
    if (isJunk(file.webkitRelativePath || file.name)) continue;
    if (!isZip(file)) whole.push(file);
    else if (!(await unpackInto(whole, file))) broken.push(file);
  }
  return { files: whole, broken };
}

/** All of an archive, or nothing of it. */
async function unpackInto(files: File[], archive: File): Promise<boolean> {
  const found: File[] = [];
  try {
    for await (const { path, file } of filesOfZip(archive)) if (!isJunk(path)) found.push(file);
  } catch (error) {
    if (error instanceof ZipError) return false;
    throw error;
  }
  files.push(...found);
  return true;
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
