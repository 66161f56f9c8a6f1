import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";

const FOLDER = "messages";
const SETTINGS = JSON.parse(readFileSync("project.inlang/settings.json", "utf8"));
const LOCALES: string[] = SETTINGS.locales;

const read = (locale: string, file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(`${FOLDER}/${locale}/${file}`, "utf8"));
const placeholders = (message: unknown): string[] =>
  [...new Set(JSON.stringify(message).match(/\{\w+\}/g))].toSorted();

describe.each(readdirSync(`${FOLDER}/en`))("%s", (file) => {
  const english = read("en", file);

  test("is told to the compiler", () => {
    const patterns = SETTINGS["plugin.inlang.messageFormat"].pathPattern;
    expect(patterns).toContain(`./messages/{locale}/${file}`);
  });

  test("has its own name before each of its keys", () => {
    const prefix = file.replace(".json", "_");
    expect(Object.keys(english).filter((key) => !key.startsWith(prefix))).toEqual([]);
  });

  test.each(LOCALES)("says the same in %s, with the same values", (locale) => {
    const there = read(locale, file);
    expect(Object.keys(there).toSorted()).toEqual(Object.keys(english).toSorted());
    for (const [key, message] of Object.entries(english)) {
      expect(placeholders(there[key]), key).toEqual(placeholders(message));
    }
  });
});
