import { expect, test } from "vitest";
import { isJunk, unpacked } from "./gathering";

test("what systems leave beside the files is passed over", () => {
  const paths = [".DS_Store", "a/__MACOSX/._b.jpg", "x/Thumbs.db", "._photo.jpg", "desktop.ini"];
  expect(paths.filter((path) => !isJunk(path))).toEqual([]);
  expect(["photo.jpg", "a.b/c.pdf", "thumbs.db.pdf"].filter(isJunk)).toEqual([]);
});

test("an archive that cannot be opened is named, and the others go on", async () => {
  const [photo, broken] = [new File(["x"], "a.jpg"), new File(["no archive"], "b.zip")];
  const found = await unpacked([broken, photo, new File([], ".DS_Store")]);
  expect(found).toEqual({ files: [photo], broken: [broken] });
});
