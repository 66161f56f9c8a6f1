import { expect, test, vi } from "vitest";
import { browserLanguages, numberFormat } from "./intl";

test("languages of a system's own settings are told as Intl takes them", () => {
  vi.stubGlobal("navigator", { languages: ["en-US@posix", "de_AT.UTF-8", "*", "fr"] });

  expect(browserLanguages()).toEqual(["en-US", "de-AT", "fr"]);
  for (const language of browserLanguages()) {
    expect(numberFormat(language).format(1)).toBe("1");
  }
});
