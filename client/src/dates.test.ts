import { expect, test } from "vitest";
import { addDays, formatDay, formatMoment, formatPeriod, isDay, today } from "./dates";

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
