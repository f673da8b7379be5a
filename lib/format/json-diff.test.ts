import fc from "fast-check";
import { expect, test } from "vitest";
import { parseLossless } from "@/lib/engine/json";
import { diffJson } from "./json-diff";
import { leafPaths } from "./json-tree";

const diff = (before: string, after: string) => diffJson(parseLossless(before), parseLossless(after));
const shape = (before: string, after: string) => diff(before, after).changes.map(({ path, kind }) => `${kind} ${path}`);

test("names what was added, removed and changed, and where", () => {
  expect(shape('{"a":1,"b":{"c":2},"x":0}', '{"a":1,"b":{"c":3},"d":[1]}')).toEqual([
    "changed b.c",
    "removed x",
    "added d",
  ]);
});

test("gives an added object as one change", () => {
  expect(shape('{"list":[{"id":1}]}', '{"list":[{"id":1},{"id":2,"n":3}]}')).toEqual(["added list[1]"]);
});

test("tells numbers apart that JavaScript cannot", () => {
  expect(shape('{"n":9007199254740993}', '{"n":9007199254740992}')).toEqual(["changed n"]);
  expect(shape('{"n":9007199254740993}', '{"n":9007199254740993}')).toEqual([]);
});

test("a value that becomes another kind of value is changed as a whole", () => {
  expect(shape('{"a":{"b":1}}', '{"a":[1]}')).toEqual(["changed a"]);
  expect(shape('{"a":{}}', '{"a":{"b":1}}')).toEqual(["changed a"]);
});

test("paths of keys that are no names are quoted", () => {
  expect(shape('{"a b":1}', '{"a b":2}')).toEqual(['changed ["a b"]']);
});

test("every leaf is either unchanged or in a change, and a value has no difference from itself", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
      const { changes, unchanged } = diffJson(before, after);
      const covered = changes.flatMap((change) =>
        change.kind === "removed" ? [] : leafPaths(change.after, change.path),
      );
      expect(new Set([...covered, ...unchanged])).toEqual(new Set(leafPaths(after, "")));
      expect(diffJson(after, after).changes).toEqual([]);
    }),
  );
});
