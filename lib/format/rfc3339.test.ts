import { expect, test } from "vitest";
import { isRfc3339 } from "./rfc3339";

test("takes a time with its offset", () => {
  for (const text of [
    "2026-03-01T12:00:00Z",
    "2024-02-29t23:59:59.123456789+15:59",
    "2026-03-01 12:00:00z",
    "9999-12-31T00:00:00-01:00",
  ]) {
    expect(isRfc3339(text), text).toBe(true);
  }
});

test("refuses what a zone would have to be guessed for, and what is no time", () => {
  for (const text of [
    "1",
    "",
    "2026-03-01",
    "2026-03-01 12:00",
    "2026-03-01T12:00:00",
    "1 Mar 2026 12:00:00 GMT",
    "2026-02-30T12:00:00Z",
    "2026-13-01T12:00:00Z",
    "2026-03-01T25:00:00Z",
  ]) {
    expect(isRfc3339(text), text).toBe(false);
  }
});
