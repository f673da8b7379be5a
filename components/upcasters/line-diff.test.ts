import { expect, test } from "vitest";
import { sideBySide } from "./line-diff";

const show = (before: string, after: string) =>
  sideBySide(before, after).map((row) => `${row.before.kind}:${row.before.text}|${row.after.kind}:${row.after.text}`);

test("a changed line stands beside what it became", () => {
  expect(show('{\n  "a": 1\n}', '{\n  "a": 2\n}')).toEqual([
    "same:{|same:{",
    'changed:  "a": 1|changed:  "a": 2',
    "same:}|same:}",
  ]);
});

test("an added line has nothing beside it, and the comma before it is no change", () => {
  expect(show('{\n  "a": 1\n}', '{\n  "a": 1,\n  "b": 2\n}')).toEqual([
    "same:{|same:{",
    'same:  "a": 1|same:  "a": 1,',
    'none:|changed:  "b": 2',
    "same:}|same:}",
  ]);
});

test("equal texts have no changed line", () => {
  expect(sideBySide("a\nb", "a\nb").every(({ before }) => before.kind === "same")).toBe(true);
});
