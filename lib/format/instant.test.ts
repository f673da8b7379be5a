import { expect, test } from "vitest";
import {
  formatDay,
  formatInstant,
  formatMonth,
  formatTimeOfDay,
  isTimeZone,
  timeZoneName,
  zoneOffsetMs,
} from "./instant";

const instant = new Date("2026-03-03T13:34:08.271Z");
const now = new Date("2026-11-23T12:00:00Z");

test("an instant has weekday, day, month, year and milliseconds where they matter", () => {
  const options = { timeZone: "Europe/Berlin", year: "always", milliseconds: true } as const;
  expect(formatInstant(instant, options)).toBe("Tue 3 Mar 2026, 14:34:08.271");
});

test("the year is left out only while it is the current one", () => {
  expect(formatInstant(instant, { now })).toBe("Tue 3 Mar, 13:34:08");
  expect(formatDay(new Date("2013-06-18T00:00:00Z"), { now })).toBe("Tue 18 Jun 2013");
  expect(formatDay(instant, { now, weekday: false })).toBe("3 Mar");
});

test("midnight is 00, and September has three letters", () => {
  expect(formatTimeOfDay(new Date("2026-09-01T00:00:00Z"), { seconds: false })).toBe("00:00");
  expect(formatDay(new Date("2026-09-01T00:00:00Z"), { now })).toBe("Tue 1 Sep");
});

test("time zones are named, and unknown ones are known to be so", () => {
  expect(timeZoneName(instant, "UTC")).toBe("UTC");
  expect(isTimeZone("Europe/Berlin")).toBe(true);
  expect(isTimeZone("Mars/Olympus")).toBe(false);
});

test("the distance from UTC follows the zone and the season", () => {
  expect(zoneOffsetMs(instant, "Europe/Berlin")).toBe(3_600_000);
  expect(zoneOffsetMs(new Date("2026-07-01T00:00:00Z"), "Europe/Berlin")).toBe(7_200_000);
  expect(zoneOffsetMs(instant, "Asia/Kolkata")).toBe(5.5 * 3_600_000);
  expect(zoneOffsetMs(instant, "UTC")).toBe(0);
});

test("an axis of months names the year in place of January", () => {
  const months = ["2025-12-31T23:30:00Z", "2026-01-01T00:00:00Z", "2026-09-01T00:00:00Z"];
  expect(months.map((at) => formatMonth(new Date(at)))).toEqual(["Dec", "2026", "Sep"]);
  expect(formatMonth(new Date("2025-12-31T23:30:00Z"), "Europe/Berlin")).toBe("2026");
});
