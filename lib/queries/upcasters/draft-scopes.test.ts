import { expect, test } from "vitest";
import { storedEvent } from "@/lib/engine/testing/stored-event";
import { shapeSignature, signatureOf } from "../event-types/shape-signature";
import { draftScopes } from "./draft-scopes";

const data = [
  { grams: 100, rate: 0.5, unit: "g" },
  { grams: 200, rate: 0.5, unit: "kg" },
  { grams: 300, unit: "g" },
];
const events = data.map((each, index) => storedEvent({ type: "Weighed", version: index + 1, data: each }));
const draft = { title: "Fees", type: "Weighed", fromVersion: 1, toType: "Weighed", toVersion: 2 };
const move = { op: "move", from: "grams", to: "weight.grams" };
const fee = { op: "compute", path: "fee", expression: "data.weight.grams * data.rate" };

test("says what there is before each operation, and how many events it changes", () => {
  const { scopes, lookedAt } = draftScopes({ ...draft, operations: [move, fee] }, events);
  expect(lookedAt).toBe(3);
  expect(scopes.map(({ touched }) => touched)).toEqual([3, 2, null]);
  expect(scopes[0]?.paths.map(({ path }) => path)).toContain("grams");
  expect(scopes[1]?.paths).toContainEqual({
    path: "weight.grams",
    name: "data.weight.grams",
    kinds: ["number"],
    presence: 1,
  });
  expect(scopes[1]?.paths.find(({ path }) => path === "rate")?.presence).toBeCloseTo(2 / 3);
});

test("an expression that asks for what some events lack is told at its place, on the data as it is there", () => {
  const { hints } = draftScopes({ ...draft, operations: [move, fee] }, events);
  expect(hints).toMatchObject([{ operation: 1, field: "expression", severity: "warning", from: 25, to: 29 }]);
  expect(hints[0]?.fix?.text).toBe("(has(data.rate) ? data.rate : 0)");
});

test("the values that an operation would map are those that occur, also before any is listed", () => {
  const mapped = { op: "mapValues", path: "unit", values: [] };
  const { scopes } = draftScopes({ ...draft, operations: [] }, events, mapped);
  expect(scopes[0]?.values).toEqual({
    path: "unit",
    found: [
      { json: '"g"', events: 2 },
      { json: '"kg"', events: 1 },
    ],
  });
});

test("data has the signature under which the catalogue keeps its shape", () => {
  const kept = signatureOf([
    { pointer: "/lines", kinds: ["list"] },
    { pointer: "/lines/*", kinds: ["object"] },
    { pointer: "/lines/*/a~1b", kinds: ["integer", "number"] },
    { pointer: "/note", kinds: ["null"] },
  ]);
  expect(shapeSignature({ note: null, lines: [{ "a/b": 1 }, { "a/b": 1.5 }] })).toBe(kept);
  expect(shapeSignature({ note: "", lines: [] })).not.toBe(kept);
});
