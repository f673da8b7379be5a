import fc from "fast-check";
import { expect, test } from "vitest";
import { payloadLines } from "./payload-lines";

const drawn = (text: string) =>
  payloadLines(text)?.map((line) => "  ".repeat(line.depth) + line.tokens.map((token) => token.text).join(""));

test("digits stand as they are stored", () => {
  expect(drawn('{"a":41.0,"b":12345678901234567890,"c":1e-7}')).toEqual([
    "{",
    '  "a": 41.0,',
    '  "b": 12345678901234567890,',
    '  "c": 1e-7',
    "}",
  ]);
});

test("nested values are indented, empty ones stay on one line", () => {
  expect(drawn('{"lines":[{"sku":"A","tags":[]}, 2],"note":{}}')).toEqual([
    "{",
    '  "lines": [',
    "    {",
    '      "sku": "A",',
    '      "tags": []',
    "    },",
    "    2",
    "  ],",
    '  "note": {}',
    "}",
  ]);
});

test("each line names the value that stands on it", () => {
  const paths = payloadLines('{"a/b":{"c":[1,{"d":2}]}}')?.map((line) => line.path);
  expect(paths).toEqual([
    "",
    "/a~1b",
    "/a~1b/c",
    "/a~1b/c/0",
    "/a~1b/c/1",
    "/a~1b/c/1/d",
    "/a~1b/c/1",
    "/a~1b/c",
    "/a~1b",
    "",
  ]);
});

test("whatever JSON there is, the lines are that JSON, indented by two", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(drawn(JSON.stringify(value))?.join("\n")).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

test("what is no JSON gives null instead of an error", () => {
  for (const text of ["", "nonsense", '{"a":', '{"a":1', "\\x00"]) expect(payloadLines(text)).toBeNull();
});

test("a hundred thousand levels do not exhaust the stack", () => {
  expect(payloadLines("[".repeat(100_000) + "]".repeat(100_000))?.length).toBeGreaterThan(100_000);
});
