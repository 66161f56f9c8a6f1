/** Whether the same files are added once more. */

/** So much is compared at a time: most files differ at their beginning. */
const PART = 65_536;

/** By name and content: the times of files are lost on their way, and another name may be meant. */
export async function areSame(files: readonly File[], others: readonly File[]): Promise<boolean> {
  if (!files.length || files.length !== others.length) return false;
  for (const [index, file] of files.entries()) {
    if (!(await isSame(file, others[index]!))) return false;
  }
  return true;
}

async function isSame(file: File, other: File): Promise<boolean> {
  if (file.name !== other.name || file.size !== other.size) return false;
  for (let start = 0; start < file.size; start += PART) {
    const parts = [file, other].map((one) => one.slice(start, start + PART).arrayBuffer());
    const [bytes, others] = (await Promise.all(parts)).map((part) => new Uint8Array(part));
    if (!bytes!.every((byte, index) => byte === others![index])) return false;
  }
  return true;
}
