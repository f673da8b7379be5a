import fc from "fast-check";
import { expect, test } from "vitest";
import { formatDay } from "./instant";
import { localDays } from "./local-day";

const from = Date.UTC(2023, 0, 1);
const to = Date.UTC(2027, 0, 1);
const instant = fc.integer({ min: from, max: to });
const zone = fc.constantFrom(
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Pacific/Apia",
  "Australia/Lord_Howe",
);

test("two instants have the same number exactly when a calendar of that zone shows the same day", () => {
  fc.assert(
    fc.property(zone, instant, fc.integer({ min: -90_000_000, max: 90_000_000 }), (timeZone, at, apart) => {
      const days = localDays(timeZone);
      const written = (each: number) => formatDay(new Date(each), { timeZone, year: "always" });
      expect(days(at) === days(at + apart)).toBe(written(at) === written(at + apart));
    }),
  );
});
