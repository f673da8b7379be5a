import { expect, test } from "vitest";
import { instantIn, wallClockIn } from "./wall-clock";

test("what a clock shows leads back to its second, in winter and in summer", () => {
  for (const iso of ["2026-01-15T12:30:45.678Z", "2026-07-15T12:30:45.000Z"]) {
    const shown = wallClockIn(new Date(iso), "Europe/Berlin");
    expect(instantIn(shown, "Europe/Berlin").toISOString().slice(0, 19)).toBe(iso.slice(0, 19));
  }
  expect(wallClockIn(new Date("2026-07-15T12:30:45Z"), "Europe/Berlin")).toBe("2026-07-15 14:30:45");
});
