import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rawMember } from "./raw-member";

const key = fc.oneof(fc.constantFrom("data", "id", "", 'a"data', "da\\ta"), fc.string({ maxLength: 8 }));
const blank = fc.constantFrom("", " ", "\t", " \r ");

/** JSON text of a value with blanks between its tokens, as another program might write it. */
function written(value: unknown, blanks: () => string): string {
  if (Array.isArray(value)) {
    return `[${blanks()}${value.map((item) => written(item, blanks)).join(`${blanks()},${blanks()}`)}${blanks()}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}${blanks()}:${blanks()}${written(member, blanks)}`,
  );
  return `{${blanks()}${members.join(`${blanks()},${blanks()}`)}${blanks()}}`;
}

describe("rawMember", () => {
  test("finds the same value as JSON.parse, exactly as it is written, in any object", () => {
    const member = fc.tuple(key, fc.jsonValue({ maxDepth: 4 }), fc.array(blank, { minLength: 1 }));
    fc.assert(
      fc.property(fc.array(member, { maxLength: 6 }), blank, (members, outside) => {
        const texts = members.map(([name, value, blanks]) => {
          let next = 0;
          const text = written(value, () => blanks[next++ % blanks.length] ?? "");
          return { name, text };
        });
        const body = texts.map(({ name, text }) => `${outside}${JSON.stringify(name)}${outside}:${outside}${text}`);
        const json = `${outside}{${body.join(`${outside},`)}${outside}}${outside}`;
        expect(JSON.parse(json)).toBeDefined();
        const last = texts.findLast(({ name }) => name === "data");
        expect(rawMember(json, "data")?.text).toBe(last?.text);
      }),
      { numRuns: 2000 },
    );
  });

  test("keeps digits, blanks, escapes and the order of keys", () => {
    const data = '{ "z": 41.0, "a": [1e2 , 0.10], "t": "\\u00e9\\"}{" }';
    expect(rawMember(`{"id":"1","data":${data} ,"x":{"data":1}}`, "data")).toEqual({ text: data, depth: 2 });
  });

  test("knows a name that is written with escapes, and tells how deep a value is nested", () => {
    expect(rawMember('{"d\\u0061ta": [[0]]}', "data")).toEqual({ text: "[[0]]", depth: 2 });
    expect(rawMember('{"other": {"data": 1}}', "data")).toBeUndefined();
    expect(rawMember("{}", "data")).toBeUndefined();
  });
});
