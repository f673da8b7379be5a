import { describe, expect, test } from "vitest";
import { storedEvent } from "../../testing/stored-event";
import { compileChain } from "../chain";
import { declarativeUpcaster } from "../declarative-upcaster";
import { OperationsSchema } from "./schemas";

const values = [
  { from: "C", to: "card" },
  { from: 1, to: { kind: "one" } },
  { from: true, to: null },
  { from: null, to: "none" },
];

function map(dataText: string, operation: object = {}, more: readonly object[] = []): string | undefined {
  const upcaster = declarativeUpcaster({
    id: "m",
    title: "Map",
    type: "Credited",
    fromVersion: 1,
    toType: "Credited",
    toVersion: 2,
    operations: [{ op: "mapValues", path: "v", values, ...operation }, ...more],
  });
  return compileChain([upcaster]).upcast(storedEvent({ dataText }))[0]?.dataText;
}

describe("mapping values", () => {
  test("replaces a value by the one beside it, of any kind", () => {
    expect(map('{"n":1.0,"v":"C"}')).toBe('{"n":1.0,"v":"card"}');
    expect(map('{"v":1.0}')).toBe('{"v":{"kind":"one"}}');
    expect(map('{"v":true}')).toBe('{"v":null}');
    expect(map('{"v":null}')).toBe('{"v":"none"}');
  });

  test("fails on a value that is not listed, or is missing, and names it", () => {
    expect(() => map('{"v":"X"}')).toThrow(/Operation 1: v has a value that is not listed\.$/);
    expect(() => map('{"v":"1"}')).toThrow(/not listed/);
    expect(() => map('{"v":[1]}')).toThrow(/not listed/);
    expect(() => map("{}")).toThrow(/Operation 1: v is missing\.$/);
  });

  test("leaves others alone, or gives them all one value, when told to", () => {
    expect(map('{"v":41.0}', { otherwise: "keep" })).toBe('{"v":41.0}');
    expect(map("{}", { otherwise: "keep" })).toBe("{}");
    expect(map('{"v":"X"}', { otherwise: { value: "other" } })).toBe('{"v":"other"}');
    expect(map("{}", { otherwise: { value: "other" } })).toBe('{"v":"other"}');
    expect(() => map('{"v":"X"}', { otherwise: "fail" })).toThrow(/not listed/);
  });

  test("gives each event a value of its own", () => {
    const change = [{ op: "set", path: "v.kind", value: "changed" }];
    expect(map('{"v":1}', {}, change)).toBe('{"v":{"kind":"changed"}}');
    expect(map('{"v":1}')).toBe('{"v":{"kind":"one"}}');
    expect(values[1]?.to).toEqual({ kind: "one" });
  });

  test("is refused where a value is listed twice, or cannot be told from its neighbours", () => {
    const parse = (list: unknown) => OperationsSchema.safeParse([{ op: "mapValues", path: "v", values: list }]).success;
    expect(parse(values)).toBe(true);
    expect(parse([])).toBe(false);
    expect(parse([values[0], values[0]])).toBe(false);
    expect(parse([{ from: 2 ** 53, to: 1 }])).toBe(false);
    expect(parse([{ from: [1], to: 1 }])).toBe(false);
  });
});
