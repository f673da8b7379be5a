import { expect, test } from "vitest";
import { jsonProblem } from "./json-problem";

test("says where a text stops being JSON", () => {
  expect(jsonProblem('{"a": 1, "b": [1, 2}')).toMatchObject({ severity: "error", from: 19 });
  expect(jsonProblem("nul")).toMatchObject({ from: 0, message: expect.stringContaining("JSON value expected") });
  expect(jsonProblem('{"a":')).toMatchObject({ from: 5 });
});

test("has nothing against JSON, nor against nothing at all", () => {
  expect(jsonProblem('{"a": [1, 2.50, "x", null, true]}')).toBeNull();
  expect(jsonProblem("  ")).toBeNull();
});

test("a number that a double cannot hold is a mistake: its digits would change", () => {
  expect(jsonProblem('{"id": 12345678901234567890}')).toMatchObject({ from: 7, to: 27 });
});

test("where every digit is kept, a long number is none", () => {
  expect(jsonProblem('{"id": 12345678901234567890}', true)).toBeNull();
  expect(jsonProblem('{"id": 1234567890123456789', true)).toMatchObject({ severity: "error" });
});
