import { expect, test } from "vitest";
import {
  addDays,
  formatDay,
  formatMoment,
  formatPeriod,
  isDay,
  parseDay,
  today,
  writeDay,
} from "./dates";

test("a day is the same day in every time zone", () => {
  expect(formatDay("2026-11-30", "en-GB")).toBe("30 Nov 2026");
  expect(formatDay("2026-11-30", "de-DE")).toBe("30.11.2026");
});

test("a moment is shown by the account's zone", () => {
  expect(formatMoment("2026-11-30T23:30:00Z", "en-GB", "Europe/Berlin")).toBe("1 Dec 2026, 00:30");
});

test("today depends on the zone", () => {
  const now = new Date("2026-11-30T23:30:00Z");
  expect([today("Europe/Berlin", now), today("UTC", now)]).toEqual(["2026-12-01", "2026-11-30"]);
});

test("days are counted over months and years", () => {
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
});

test("what is no day of the calendar is none", () => {
  expect(["2026-02-28", "2028-02-29"].map(isDay)).toEqual([true, true]);
  const others = ["2026-02-30", "2026-13-01", "30.11.2026", ""];
  expect(others.filter(isDay)).toEqual([]);
});

test("whole months are a period of months, others one of days", () => {
  const months = formatPeriod("2026-01-01", "2026-03-31", "en-GB");
  expect(months).toMatch(/^Jan\s–\sMar 2026$/);
  expect(formatPeriod("2026-02-01", "2026-02-28", "en-GB")).toBe("Feb 2026");
  expect(formatPeriod("2026-01-15", "2026-01-31", "en-GB")).toMatch(/15\s?–\s?31 Jan 2026/);
});

test.each([
  ["5.3.", "dmy", "2026-03-05"],
  ["5.12.", "dmy", "2025-12-05"],
  ["29.2.", "dmy", "2024-02-29"],
  ["05/03/2026", "dmy", "2026-03-05"],
  ["05/03/2026", "mdy", "2026-05-03"],
  ["5 3 26", "dmy", "2026-03-05"],
  ["5,3,2026", "dmy", "2026-03-05"],
  ["25/12/2025", "mdy", "2025-12-25"],
  ["12.25.2025", "dmy", "2025-12-25"],
  ["2026-03-05", "mdy", "2026-03-05"],
  ["2026.3.5", "dmy", "2026-03-05"],
  [" 2026-03-05 ", "dmy", "2026-03-05"],
  ["5.3.99", "dmy", "1999-03-05"],
  ["5.3.50", "dmy", "1950-03-05"],
  ["5.3.49", "dmy", "2049-03-05"],
  ["5.1.27", "dmy", "2027-01-05"],
  ["05032026", "dmy", "2026-03-05"],
  ["05032026", "mdy", "2026-05-03"],
  ["050326", "mdy", "2026-05-03"],
  ["20260305", "dmy", "2026-03-05"],
  ["20102010", "dmy", "2010-10-20"],
  ["2026030", "dmy", null],
  ["30022026", "dmy", null],
  ["30.2.2026", "dmy", null],
  ["31/13/2026", "mdy", null],
  ["5", "dmy", null],
  ["5.3.202", "dmy", null],
  ["tomorrow", "dmy", null],
  ["", "dmy", null],
] as const)("“%s” typed %s", (typed, order, day) => {
  expect(parseDay(typed, order, "2026-11-30")).toBe(day);
});

test("a day is written as the account orders it, with the marks of the language", () => {
  expect(writeDay("2026-03-05", "dmy", "de-AT")).toBe("05.03.2026");
  expect(writeDay("2026-03-05", "dmy", "en-GB")).toBe("05/03/2026");
  expect(writeDay("2026-03-05", "mdy", "en-GB")).toBe("03/05/2026");
  expect(writeDay("2026-03-05", "dmy", "sv-SE")).toBe("05-03-2026");
});
