import { beforeEach, expect, test } from "vitest";
import {
  amount,
  bytes,
  count,
  day,
  dayInWords,
  dayPattern,
  moment,
  money,
  percent,
  period,
  typedDay,
  writtenDay,
} from "./formats";
import { session, type Profile } from "./session.svelte";

beforeEach(() => {
  session.profile = null;
});

test("amounts have their currency, or none where the heading has it", () => {
  expect(money("1234.5", "EUR")).toBe("€1,234.50");
  expect(money("1234.5", null)).toBe("1,234.5");
  expect(money("1234.5", "XXX")).toBe("1,234.50");
  expect(money(null, "EUR")).toBe("");
  expect(amount("1234.5", "JPY")).toBe("1,234.5");
});

test("days are texts, and in words where they are one", () => {
  expect(day("2026-03-05")).toBe("5 Mar 2026");
  expect([day(null), day("5/")]).toEqual(["", "5/"]);
  expect(dayInWords("2026-03-05")).toMatch(/^Thursday,? 5 March 2026$/);
  expect(["0026-03-05", "2026-02-30", ""].map(dayInWords)).toEqual(["", "", ""]);
  expect(period("2026-01-01", "2026-03-31")).toMatch(/^Jan\s–\sMar 2026$/);
});

test("days in words have the order in which they are typed", () => {
  session.profile = { date_order: "mdy" } as Profile;
  expect(day("2026-03-05")).toBe("Mar 5, 2026");
  expect(dayInWords("2026-03-05")).toBe("Thursday, March 5, 2026");
  session.profile = { date_order: "dmy" } as Profile;
  expect(day("2026-03-05")).toBe("5 Mar 2026");
});

test("days are typed and written in the order of the account, else in that of the language", () => {
  expect([typedDay("5/3/2026"), writtenDay("2026-03-05")]).toEqual(["2026-03-05", "05/03/2026"]);
  session.profile = { date_order: "mdy" } as Profile;
  expect([typedDay("5/3/2026"), writtenDay("2026-03-05")]).toEqual(["2026-05-03", "03/05/2026"]);
  expect(dayPattern("dd mm yyyy")).toBe("mm/dd/yyyy");
  expect([typedDay(" 5/ "), writtenDay("5/")]).toEqual(["5/", "5/"]);
});

test("moments are those of the account's time zone", () => {
  expect(moment("2026-11-30T23:30:00Z")).toBe("30 Nov 2026, 23:30");
  session.profile = { time_zone: "Europe/Berlin" } as Profile;
  expect(moment("2026-11-30T23:30:00Z")).toBe("1 Dec 2026, 00:30");
});

test("a share is told in percent, a count with its groups", () => {
  expect([percent("0.19"), percent("0.3333"), percent("0.5", 2)]).toEqual([
    "19%",
    "33.33%",
    "50.00%",
  ]);
  expect([count(12345), count("12345")]).toEqual(["12,345", "12,345"]);
});

test("sizes are in the largest unit that says them", () => {
  expect([bytes(1), bytes(2_400_000)]).toEqual(["1 kB", "2.4 MB"]);
  expect(bytes(20 * 2 ** 20, "floor")).toBe("20.9 MB");
});
