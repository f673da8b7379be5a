import { expect, test } from "vitest";
import { formatInstant } from "./instant";
import { instantIn, instantText, parseInstant, parseMoment, wallClockIn } from "./wall-clock";

test("what a clock shows leads back to its second, in winter and in summer", () => {
  for (const iso of ["2026-01-15T12:30:45.678Z", "2026-07-15T12:30:45.000Z"]) {
    const shown = wallClockIn(new Date(iso), "Europe/Berlin");
    expect(instantIn(shown, "Europe/Berlin").toISOString().slice(0, 19)).toBe(iso.slice(0, 19));
  }
  expect(wallClockIn(new Date("2026-07-15T12:30:45Z"), "Europe/Berlin")).toBe("2026-07-15 14:30:45");
});

const now = new Date("2026-03-04T09:00:00Z");
const read = (typed: string) => parseInstant(typed, "Europe/Berlin", now)?.toISOString() ?? null;

test("reads an instant as people write it, by the clock of their time zone", () => {
  expect(read("2026-03-03 14:34:12")).toBe("2026-03-03T13:34:12.999Z");
  expect(read("2026-03-03T14:34:12.25")).toBe("2026-03-03T13:34:12.250Z");
  expect(read("3 Mar 2026, 14:34")).toBe("2026-03-03T13:34:59.999Z");
  expect(read("3 march 14:34")).toBe("2026-03-03T13:34:59.999Z");
  expect(read("yesterday 14:34:12")).toBe("2026-03-03T13:34:12.999Z");
  expect(read("9:05")).toBe("2026-03-04T08:05:59.999Z");
  expect(read("2026-07-01")).toBe("2026-07-01T21:59:59.999Z");
  expect(read("2026-03-03T14:34:12+05:30")).toBe("2026-03-03T09:04:12.000Z");
  expect(read("now")).toBe(now.toISOString());
});

test("reads the first moment of the same texts, where something happens then", () => {
  const moment = (typed: string) => parseMoment(typed, "Europe/Berlin", now)?.toISOString() ?? null;
  expect(moment("2026-03-01 12:00")).toBe("2026-03-01T11:00:00.000Z");
  expect(moment("2026-07-01")).toBe("2026-06-30T22:00:00.000Z");
  expect(moment("2026-03-03 14:34:12")).toBe("2026-03-03T13:34:12.000Z");
  expect(moment("2026-03-03T14:34:12.25")).toBe("2026-03-03T13:34:12.250Z");
  expect(moment("2026-03-01T12:00:00Z")).toBe("2026-03-01T12:00:00.000Z");
  expect([moment("1"), moment("2026-02-30 12:00"), moment("")]).toEqual([null, null, null]);
});

test("takes the day and the year from the clock of the time zone, where another one begins before that of UTC", () => {
  const newYear = new Date("2025-12-31T23:30:00Z");
  const readThen = (typed: string) => parseInstant(typed, "Europe/Berlin", newYear)?.toISOString();
  expect(readThen("0:15")).toBe("2025-12-31T23:15:59.999Z");
  expect(readThen("today")).toBe("2026-01-01T22:59:59.999Z");
  expect(readThen("yesterday 0:15")).toBe("2025-12-30T23:15:59.999Z");
  expect(readThen("1 Jan 0:15")).toBe("2025-12-31T23:15:59.999Z");
});

test("reads what the console itself writes", () => {
  const instant = new Date("2026-03-03T13:34:08.271Z");
  const options = { timeZone: "Europe/Berlin", year: "always", milliseconds: true } as const;
  expect(read(formatInstant(instant, options))).toBe(instant.toISOString());
  expect(read(instantText(instant, "Europe/Berlin"))).toBe(instant.toISOString());
  expect(instantText(new Date("2026-03-03T13:34:08.999Z"), "Europe/Berlin")).toBe("2026-03-03 14:34:08");
});

test("refuses what is no instant", () => {
  for (const typed of [
    "",
    "soon",
    "2026-02-30",
    "31 Feb 2026",
    "25:00",
    "24:00",
    "12:60",
    "12:00:60",
    "2026-13-01 10:00",
    "3 Foo 2026",
  ]) {
    expect(read(typed)).toBeNull();
  }
});
