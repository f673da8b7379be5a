import fc from "fast-check";
import { expect, test } from "vitest";
import { failingPlace } from "./failing-place";

const payload = `{"attempt":2,"number":7,"risk":{"score":"n/a","provider":"sift"},"lines":[{"sku":"A-1"},{"sku":"B-2"}]}`;
const place = (message: string) => failingPlace(message, payload)?.pointer ?? null;

test.each([
  ['risk.score: expected number, got "n/a"', "/risk/score"],
  ["data.risk.score is missing its unit", "/risk/score"],
  ["lines[1].sku is unknown", "/lines/1/sku"],
  ["/lines/0/sku is unknown", "/lines/0/sku"],
  ['Column "score" must be a number, and is "n/a".', "/risk/score"],
  ['Column "max" must be a number, and is "n/a".', "/risk/score"],
  ["provider is unknown", "/risk/provider"],
])("%s names a place", (message, pointer) => {
  expect(place(message)).toBe(pointer);
});

test.each([
  ["amount is missing"],
  ["expected number"],
  ["sku is unknown"],
  ["other.attempted"],
  ["Cannot read properties of undefined"],
])("%s names none", (message) => {
  expect(place(message)).toBeNull();
});

test("says what was wanted there", () => {
  expect(failingPlace('risk.score: expected number, got "n/a"', payload)?.note).toBe("expected number");
  expect(failingPlace('Column "score" must be a number, and is "n/a".', payload)?.note).toBe("must be a number");
  expect(failingPlace("provider is unknown", payload)?.note).toBe("named by the error");
});

test("takes any message and any text", () => {
  fc.assert(fc.property(fc.string(), fc.json(), (message, text) => void failingPlace(message, text)));
  expect(failingPlace("a.b", "no json")).toBeNull();
});
