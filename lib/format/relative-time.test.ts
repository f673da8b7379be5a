import { expect, test } from "vitest";
import { formatRelative } from "./relative-time";

const now = new Date("2026-03-12T14:00:00Z");
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);

test.each([
  [0.4, "now"],
  [41.9, "41 s ago"],
  [3 * 60 + 50, "3 min ago"],
  [3600 + 26 * 60, "1 h 26 min ago"],
  [4 * 86_400 + 6 * 3600, "4 d 6 h ago"],
  [84 * 86_400, "84 d ago"],
  [13.5 * 365 * 86_400, "13 y ago"],
  [-16 * 60, "in 16 min"],
])("%d seconds before now reads %s", (seconds, text) => {
  expect(formatRelative(before(seconds), now)).toBe(text);
});
