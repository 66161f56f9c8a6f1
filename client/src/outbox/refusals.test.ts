import { afterEach, expect, test } from "vitest";
import { ApiError, offlineError } from "../api/errors";
import { setLocale } from "../i18n/locale.svelte";
import { refusalOfError, refusalOfFault, refusalText } from "./refusals";

afterEach(() => setLocale("en"));

function inBoth(refusal: Parameters<typeof refusalText>[0]): string[] {
  return ["en", "de"].map((language) => {
    setLocale(language);
    return refusalText(refusal);
  });
}

test("what was found here is said in the language that is read now", () => {
  expect(inBoth(refusalOfFault("oversized", 20 * 2 ** 20))).toEqual([
    expect.stringContaining("larger than 20.9 MB"),
    expect.stringContaining("größer als 20,9 MB"),
  ]);
  expect(inBoth(refusalOfError(offlineError()))).toEqual([
    expect.stringContaining("There is no connection"),
    expect.stringContaining("keine Verbindung"),
  ]);
});

test("a sentence of the server is shown in its own language only", () => {
  const error = new ApiError("This file is text.", { code: "not_a_picture", status: 415 });
  expect(inBoth(refusalOfError(error))).toEqual([
    "This file is text.",
    "Der Server hat diese Datei nicht angenommen.",
  ]);
});
