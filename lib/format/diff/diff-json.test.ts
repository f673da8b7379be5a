import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseLossless, stringifyLossless } from "@/lib/engine";
import { applyDiff } from "./apply-diff";
import { countsOf, differencesOf } from "./diff-counts";
import { diffJson } from "./diff-json";
import { childPath, type DiffNode, pathOn } from "./diff-node";

const diff = (before: string, after: string) => diffJson(parseLossless(before), parseLossless(after));

/** `kind path`, and `<- path` where it stood elsewhere before. */
const shape = (before: string, after: string) => shapeOf(diff(before, after));

function shapeOf(root: DiffNode): string[] {
  const lines: string[] = [];
  const walk = (node: DiffNode, path: string): void => {
    if (node.kind !== "same" && node.kind !== "inside") {
      const from = node.kind === "moved" || node.kind === "renamed" ? ` <- ${pathOn("before", node)}` : "";
      lines.push(`${node.kind} ${path}${from}`);
    }
    for (const child of node.children) walk(child, childPath(path, child));
  };
  walk(root, "");
  return lines;
}

describe("objects", () => {
  test("names what was added, removed and changed, and where", () => {
    expect(shape('{"a":1,"b":{"c":2},"x":0}', '{"a":1,"b":{"c":3},"d":[1]}')).toEqual([
      "changed b.c",
      "removed x",
      "added d",
    ]);
  });

  test("the order of keys is no difference", () => {
    expect(shape('{"a":1,"b":2}', '{"b":2,"a":1}')).toEqual([]);
  });

  test("what is gone stands where it stood, behind what was before it", () => {
    expect(shape('{"a":1,"b":2,"c":3}', '{"x":0,"a":9,"c":3}')).toEqual(["added x", "changed a", "removed b"]);
  });

  test("a value that becomes another kind of value is changed as a whole", () => {
    expect(shape('{"a":{"b":1}}', '{"a":[1]}')).toEqual(["changed a"]);
    expect(shape('{"a":null}', '{"a":{"b":1}}')).toEqual(["changed a"]);
    expect(shape("1", "[]")).toEqual(["changed "]);
  });

  test("what comes into an empty object or list is added there", () => {
    expect(shape('{"a":{}}', '{"a":{"b":1}}')).toEqual(["added a.b"]);
    expect(shape('{"a":[]}', '{"a":[{"shipmentId":"s1"}]}')).toEqual(["added a[s1]"]);
  });

  test("a hostile key is a key", () => {
    expect(shape('{"__proto__":1,"a b":1}', '{"__proto__":2,"a b":2}')).toEqual([
      "changed __proto__",
      'changed ["a b"]',
    ]);
  });
});

describe("numbers", () => {
  test("differ when a digit does, also where JavaScript cannot tell or would not", () => {
    expect(shape('{"n":9007199254740993}', '{"n":9007199254740992}')).toEqual(["changed n"]);
    expect(shape('{"n":1.0}', '{"n":1.00}')).toEqual(["changed n"]);
    expect(shape('{"n":1}', '{"n":"1"}')).toEqual(["changed n"]);
    expect(shape('{"n":9007199254740993,"m":1.50}', '{"n":9007199254740993,"m":1.50}')).toEqual([]);
  });
});

describe("lists whose items have an id", () => {
  test("match their items by it, wherever they stand", () => {
    const before = '{"lines":[{"lineId":"L1","qty":1},{"lineId":"L2","qty":1},{"lineId":"L3","qty":2}]}';
    const after = '{"lines":[{"lineId":"L0","qty":9},{"lineId":"L1","qty":1},{"lineId":"L2","qty":5}]}';
    expect(shape(before, after)).toEqual(["added lines[L0]", "changed lines[L2].qty", "removed lines[L3]"]);
  });

  test("an item at another place among the same ones has moved, and may have changed too", () => {
    const before = '[{"id":1,"n":0},{"id":2,"n":0},{"id":3,"n":0}]';
    const after = '[{"id":3,"n":7},{"id":1,"n":0},{"id":2,"n":0}]';
    expect(shape(before, after)).toEqual(["moved [3] <- [2]", "changed [3].n"]);
  });

  test("find the id among members that only look like one", () => {
    const before = '[{"code":"EUR","lineId":"b","note":"x"},{"code":"EUR","lineId":"a","note":"y"}]';
    const after = '[{"code":"EUR","lineId":"a","note":"y"},{"code":"USD","lineId":"b","note":"x"}]';
    expect(shape(before, after)).toEqual(["moved [a] <- [1]", "changed [b].code"]);
  });

  test("an id that two items share tells nothing apart", () => {
    expect(shape('[{"id":1,"n":1},{"id":1,"n":2}]', '[{"id":1,"n":1},{"id":1,"n":3}]')).toEqual(["changed [1].n"]);
  });
});

describe("lists whose items have none", () => {
  test("keep in step when an item comes in between", () => {
    expect(shape('["a","b","c"]', '["a","x","b","c"]')).toEqual(["added [1]"]);
    expect(shape('["a","b","c"]', '["a","c"]')).toEqual(["removed [1]"]);
    expect(shape('["a","b","c"]', '["a","x","c"]')).toEqual(["changed [1]"]);
  });

  test("see an item that changed its place", () => {
    expect(shape('["a","b","c","d"]', '["d","a","b","c"]')).toEqual(["moved [0] <- [3]"]);
  });
});

describe("moves", () => {
  test("an equal value under another key of the same object is renamed", () => {
    expect(shape('{"street":"Lindenweg 4","zip":"10115"}', '{"street1":"Lindenweg 4","zip":"10115"}')).toEqual([
      "renamed street1 <- street",
    ]);
  });

  test("into an object that came, and out of one that went", () => {
    expect(
      shape('{"contactEmail":"ines@example.org"}', '{"contact":{"email":"ines@example.org","by":"post"}}'),
    ).toEqual(["moved contact.email <- contactEmail", "added contact.by"]);
    expect(shape('{"contact":{"email":"ines@example.org"}}', '{"contactEmail":"ines@example.org"}')).toEqual([
      "moved contactEmail <- contact.email",
    ]);
  });

  test("a whole item from one list to another", () => {
    expect(shape('{"open":[{"id":7,"n":1}],"done":[]}', '{"open":[],"done":[{"id":7,"n":1}]}')).toEqual([
      "moved done[7] <- open[0]",
    ]);
  });

  test("a trivial value, or one that several could be, is not said to have moved", () => {
    expect(shape('{"a":true}', '{"b":true}')).toEqual(["removed a", "added b"]);
    expect(shape('{"a":"no"}', '{"b":"no"}')).toEqual(["removed a", "added b"]);
    expect(shape('{"a":10}', '{"b":10}')).toEqual(["removed a", "added b"]);
    expect(shape('{"a":"yes"}', '{"b":"yes"}')).toEqual(["renamed b <- a"]);
    expect(shape('{"a":"same","b":"same"}', '{"c":"same"}')).toEqual(["removed a", "removed b", "added c"]);
  });

  test("where several could be meant, the same name tells, unless that is several times there too", () => {
    const [city, town] = ['{"city":"Zurich"}', '{"town":"Zurich"}'];
    expect(shape(`{"p":${city},"q":{}}`, `{"p":{},"q":{"city":"Zurich","town":"Zurich"}}`)).toEqual([
      "moved q.city <- p.city",
      "added q.town",
    ]);
    expect(shape(`{"p":${city},"q":{},"r":{}}`, `{"p":{},"q":${city},"r":${city}}`)).toEqual([
      ...["removed p.city", "added q.city", "added r.city"],
    ]);
    expect(shape(`{"p":${city},"q":${town},"r":{}}`, `{"p":{},"q":{},"r":{"city":"Zurich","place":"Zurich"}}`)).toEqual(
      [...["removed p.city", "removed q.town", "added r.city", "added r.place"]],
    );
  });
});

const hostile = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "id", "lineId", "", "0", "a.b", "a[0]", '"', "\u202e", "\ud800"),
  fc.string({ unit: "binary", maxLength: 4 }),
);
const leaf = fc.oneof(
  fc.constantFrom(
    "1.0",
    "1.00",
    "-0",
    "1e3",
    "9007199254740993",
    "0.1000000000000000000001",
    "null",
    "true",
    '""',
    "{}",
    "[]",
  ),
  fc.integer({ min: 0, max: 3 }).map(String),
  hostile.map((text) => JSON.stringify(text)),
);
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.array(tie("json"), { maxLength: 6 }).map((items) => `[${items.join()}]`),
    fc
      .uniqueArray(fc.tuple(hostile, tie("json")), { maxLength: 6, selector: ([key]) => key })
      .map((members) => `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join()}}`),
    fc
      .array(fc.tuple(fc.integer({ min: 0, max: 6 }), tie("json")), { maxLength: 6 })
      .map((items) => `[${items.map(([id, value]) => `{"lineId":"L${id}","value":${value}}`).join()}]`),
  ),
}));

/** Values in which the order of keys no longer shows. */
function sorted(value: unknown): string {
  return diffJson(value, value).after === null ? "" : canonical(parseLossless(stringifyLossless(value)));
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== "object" || value === null || "isLosslessNumber" in value) return stringifyLossless(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
  return `{${members.sort().join()}}`;
}

describe("of any two values", () => {
  test("the diff applied to the first gives the second", () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        const [before, after] = [parseLossless(one), parseLossless(other)];
        expect(sorted(applyDiff(before, diffJson(before, after)))).toBe(sorted(after));
      }),
      { numRuns: 2_000 },
    );
  });

  test("a value does not differ from itself", () => {
    fc.assert(
      fc.property(json, (text) => {
        const counts = countsOf(diff(text, text));
        expect(differencesOf(counts)).toBe(0);
      }),
    );
  });

  test("every leaf of both is counted once: unchanged, or in a difference", () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        const root = diff(one, other);
        expect(leavesOf(root, "before")).toBe(root.before?.leaves);
        expect(leavesOf(root, "after")).toBe(root.after?.leaves);
      }),
      { numRuns: 1_000 },
    );
  });
});

function leavesOf(root: DiffNode, side: "before" | "after"): number {
  const own = root.kind !== "inside" && root.children.length === 0 ? (root[side]?.leaves ?? 0) : 0;
  // A value that came into an object that was empty takes the place of the leaf that the empty object was.
  const isEmpty = root.kind !== "same" && root.children.length > 0 && root[side]?.children.length === 0 ? 1 : 0;
  return root.children.reduce((sum, child) => sum + leavesOf(child, side), own + isEmpty);
}

describe("large and deep", () => {
  test("100,000 items without ids, of which many changed, take no quadratic time", () => {
    const before = Array.from({ length: 100_000 }, (_, index) => [index]);
    const after = before.map(([index = 0]) => [index % 3 === 0 ? index + 1_000_000 : index]);
    const startedAt = performance.now();
    const root = diffJson(before, after);
    expect(countsOf(root).changed).toBe(33_334);
    expect(root.byPlace).toBe(true);
    expect(diffJson(before, before.toSpliced(7, 1)).byPlace).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  test("100,000 items turned around are seen to have moved, by id", () => {
    const before = Array.from({ length: 100_000 }, (_, id) => ({ id }));
    const counts = countsOf(diffJson(before, before.toReversed()));
    expect(counts.moved).toBe(99_999);
  });

  test("nesting deeper than the stack is compared", () => {
    const deep = (inmost: unknown) => {
      let value = inmost;
      for (let level = 0; level < 50_000; level += 1) value = level % 2 === 0 ? [value] : { a: value };
      return value;
    };
    const root = diffJson(deep(1), deep(2));
    expect(countsOf(root).changed).toBe(1);
    expect(JSON.stringify(countsOf(diffJson(applyDiff(deep(1), root), deep(2))))).toContain('"unchanged":1');
  });
});
