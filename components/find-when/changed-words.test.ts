import { expect, test } from "vitest";
import { changedWords } from "./changed-words";

test("says each difference of two states, digit for digit", () => {
  expect(
    changedWords('{"paid":0,"id":12345678901234567890,"a":1}', '{"paid":50.10,"id":12345678901234567890,"b":"x"}'),
  ).toEqual(["paid 0 → 50.10", "a − 1", 'b + "x"']);
  expect(changedWords("7", "8")).toEqual(["state 7 → 8"]);
  expect(changedWords("{}", "{}")).toEqual([]);
});

test("says nothing of states that were cut, and cuts long values", () => {
  expect(changedWords('{"paid":0', '{"paid":1}')).toBeNull();
  expect(changedWords("{}", null)).toBeNull();
  expect(changedWords("{}", JSON.stringify("x".repeat(100)))?.[0]).toBe(`state {} → "${"x".repeat(39)}…`);
});

test("says what was renamed", () => {
  expect(changedWords('{"street":"Lindenweg 4"}', '{"road":"Lindenweg 4"}')).toEqual(["street → road"]);
});
