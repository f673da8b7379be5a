import { expect, test } from "vitest";
import { parseLossless } from "../json";
import { memberNames, memberOf, partsOf, sameJson } from "./json-parts";

test("a member is only what JSON would write, never what objects inherit", () => {
  expect(memberOf({}, "__proto__")).toBeUndefined();
  expect(memberOf({}, "toString")).toBeUndefined();
  expect(memberOf(parseLossless('{"__proto__":1}') as Readonly<Record<string, unknown>>, "__proto__")).toBe(1);
  expect(memberNames({ a: undefined, b: () => 1, c: null })).toEqual(["c"]);
});

test("what holds nothing is a leaf", () => {
  for (const leaf of [null, 0, "", {}, [], { a: undefined }, new Date(0), parseLossless("1.0")]) {
    expect(partsOf(leaf)).toBeNull();
  }
  expect(partsOf({ toJSON: () => [1] })).toEqual({ kind: "list", items: [1] });
});

test("values are the same when they are written the same, whatever the order of their members", () => {
  expect(sameJson({ a: 1, b: [{}] }, { b: [{}], a: 1, c: undefined })).toBe(true);
  expect(sameJson(parseLossless("[1.0]"), parseLossless("[1.00]"))).toBe(false);
  expect(sameJson({}, [])).toBe(false);
  expect(sameJson(undefined, null)).toBe(false);
  expect(sameJson(new Date(0), "1970-01-01T00:00:00.000Z")).toBe(true);
});
