import { expect, test } from "vitest";
import { jsonPlace } from "./json-place";

const text = `[
  { "op": "set", "path": "a", "value": [1, {"b\\"": -2.5e3}] },
  { "op": "remove" }
]`;

function at(...path: string[]): string | null {
  const place = jsonPlace(text, path);
  return place === null ? null : text.slice(place.from, place.to);
}

test("finds a value by its path", () => {
  expect(at("0", "op")).toBe('"set"');
  expect(at("0", "value", "1", 'b"')).toBe("-2.5e3");
  expect(at("1")).toBe('{ "op": "remove" }');
  expect(at()).toBe(text);
});

test("gives what is around a value that is not there", () => {
  expect(at("1", "path")).toBe('{ "op": "remove" }');
  expect(at("0", "value", "7")).toBe('[1, {"b\\"": -2.5e3}]');
});

test("has no place in a text that is no JSON", () => {
  expect(jsonPlace('[{"op": }', ["0"])).toBeNull();
  expect(jsonPlace("", [])).toBeNull();
});
