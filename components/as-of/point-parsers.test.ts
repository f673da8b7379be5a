import { expect, test } from "vitest";
import { parseAsInstant, parseAsPosition } from "./point-parsers";

test("a position of an address is digits, as many as a position may have", () => {
  expect(parseAsPosition.parse("9223372036854775807")).toBe("9223372036854775807");
  for (const text of ["", "-1", "1.5", "1e3", "12345678901234567890", "7 "]) {
    expect(parseAsPosition.parse(text), text).toBeNull();
  }
});

test("an instant of an address is ISO 8601 with a time, read to the millisecond in UTC", () => {
  expect(parseAsInstant.parse("2026-03-03T14:34:12.271+01:00")).toBe("2026-03-03T13:34:12.271Z");
  for (const text of ["", "2026-03-03", "now", "2026-03-03Tnoon", "2026-13-03T10:00:00Z"]) {
    expect(parseAsInstant.parse(text), text).toBeNull();
  }
});
