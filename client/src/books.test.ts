import { describe, expect, test } from "vitest";
import {
  currencyChoices,
  currencyCodes,
  firstBooks,
  followed,
  monthChoices,
  timeZoneChoices,
} from "./books";

const AUSTRIA = {
  code: "AT",
  name: "Austria",
  home_currency: "EUR",
  date_order: "dmy",
  tax_year_start_month: 1,
  language: "de",
} as const;
const JAPAN = {
  ...AUSTRIA,
  code: "JP",
  home_currency: "JPY",
  date_order: "",
  language: "",
} as const;

describe("what a form begins with", () => {
  test("the country is that of the browser's first language that names one", () => {
    expect(firstBooks(["de", "de-AT", "en-GB"], "de").country).toBe("AT");
    expect(firstBooks(["en", "es-419"], "en").country).toBe("");
  });
});

describe("what follows from a country", () => {
  const begun = firstBooks(["en"], "en");

  test("is all that is usual there", () => {
    expect(followed(begun, AUSTRIA, new Set())).toMatchObject({
      country: "AT",
      home_currency: "EUR",
      date_order: "dmy",
      language: "de",
    });
  });

  test("leaves what the person has chosen", () => {
    const chosen = new Set(["language", "home_currency"] as const);
    const books = { ...begun, home_currency: "CHF" };
    expect(followed(books, AUSTRIA, chosen)).toMatchObject({
      home_currency: "CHF",
      language: "en",
      date_order: "dmy",
    });
  });

  test("leaves the language where none of the country's is spoken here", () => {
    expect(followed(begun, JAPAN, new Set())).toMatchObject({
      home_currency: "JPY",
      language: "en",
    });
  });
});

test("currencies stand once each, by name, with the one that is set", () => {
  const choices = currencyChoices([AUSTRIA, AUSTRIA, JAPAN], "GBP", "en");
  expect(choices.map(({ value }) => value)).toEqual(["GBP", "EUR", "JPY"]);
});

test("a currency that is not known is called so, and no choice of its own", () => {
  const unknown = { value: "XXX", label: "Not known" };
  expect(currencyCodes("XXX")[0]).toEqual(unknown);
  expect(currencyChoices([AUSTRIA], "XXX", "en")).toContainEqual(unknown);
  expect(currencyCodes("EUR").map(({ value }) => value)).not.toContain("XXX");
});

test("months are named in the language", () => {
  expect(monthChoices("de")[3]).toEqual({ value: "4", label: "April" });
});

test("time zones have the one that is set, whatever the browser knows", () => {
  const values = timeZoneChoices("Mars/Olympus").map(({ value }) => value);
  expect(values).toContain("Mars/Olympus");
  expect(values).toContain("UTC");
});
