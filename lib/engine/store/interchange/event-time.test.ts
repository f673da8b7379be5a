import { describe, expect, test } from "vitest";
import { timeProblem } from "./event-time";

describe("timeProblem", () => {
  test.each([
    "2000-01-01T00:00:00Z",
    "2000-02-29t23:59:59.123456789+15:59",
    "0001-01-01 00:00:00z",
    "9999-12-31T00:00:00-01:00",
  ])("takes %s", (time) => expect(timeProblem(time)).toBeUndefined());

  test.each([
    ["yesterday", "no RFC 3339 time"],
    ["2000-01-01", "no RFC 3339 time"],
    ["2000-01-01T00:00:00", "no RFC 3339 time"],
    ["1900-02-29T00:00:00Z", "a day that does not exist"],
    ["2000-04-31T00:00:00Z", "a day that does not exist"],
    ["0000-01-01T00:00:00Z", "a day that does not exist"],
    ["2000-13-01T00:00:00Z", "a day that does not exist"],
    ["2000-01-01T24:00:00Z", "a time of day that does not exist"],
    ["2000-01-01T00:00:60Z", "a time of day that does not exist"],
    ["2000-01-01T00:00:00+16:00", "an offset of 16 hours or more"],
  ])("refuses %s", (time, problem) => expect(timeProblem(time)).toContain(problem));
});
