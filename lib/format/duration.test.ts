import { expect, test } from "vitest";
import { formatDuration, formatSeconds } from "./duration";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  [0, "0 s"],
  [0.006, "6 µs"],
  [0.8, "800 µs"],
  [3.4, "3.4 ms"],
  [38, "38 ms"],
  [200, "0.2 s"],
  [9.4 * second, "9.4 s"],
  [41 * second, "41 s"],
  [59.9 * second, "1 min"],
  [11 * minute + 42 * second, "11 min 42 s"],
  [59 * minute + 59.7 * second, "1 h"],
  [hour + 2 * minute + 20 * second, "1 h 2 min"],
  [4 * day + 6 * hour, "4 d 6 h"],
  [23 * hour + 59 * minute + 50 * second, "1 d"],
  [400 * day, "1 y 35 d"],
  [-5 * minute, "−5 min"],
])("a duration of %d ms reads %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test("a ticking figure has no fractions of a second", () => {
  expect(formatSeconds(101_400)).toBe("1 min 41 s");
  expect(formatSeconds(200)).toBe("0 s");
  expect(formatSeconds(-5)).toBe("0 s");
});
