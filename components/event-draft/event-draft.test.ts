import { expect, test } from "vitest";
import { draftProblem, laidOut } from "./event-draft";

const draft = { type: "Noted", schemaVersion: 1, dataText: '{"n":1}' };

test("says why a draft is no event yet", () => {
  expect(draftProblem(draft)).toBeNull();
  expect(draftProblem({ ...draft, type: " " })).toBe("An event has a type.");
  expect(draftProblem({ ...draft, schemaVersion: 40_000 })).toContain("schema version");
  expect(draftProblem({ ...draft, dataText: '{"n":1' })).toContain("no JSON");
  expect(draftProblem({ ...draft, dataText: '{"n":1,"n":2}' })).toContain("key twice");
});

test("lays JSON out with all its digits, and leaves alone what is none", () => {
  expect(laidOut('{"n":9007199254740993.10}')).toBe('{\n  "n": 9007199254740993.10\n}');
  expect(laidOut("{broken")).toBe("{broken");
});
