import { expect, test } from "vitest";
import { markedParts } from "./marked-parts";

test("a text is cut where marks begin and end, and an error shows over a warning", () => {
  const marks = [
    { severity: "warning", from: 5, to: 11 },
    { severity: "error", from: 8, to: 15 },
  ] as const;
  expect(markedParts("data.amount * 2", marks)).toEqual([
    { text: "data.", tone: null, from: 0 },
    { text: "amo", tone: "warning", from: 5 },
    { text: "unt", tone: "error", from: 8 },
    { text: " * 2", tone: "error", from: 11 },
  ]);
});

test("marks outside the text mark nothing", () => {
  expect(markedParts("1", [{ severity: "error", from: 4, to: 9 }])).toEqual([{ text: "1", tone: null, from: 0 }]);
  expect(markedParts("", [{ severity: "error", from: 0, to: 1 }])).toEqual([]);
});
