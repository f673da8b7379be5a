import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JsonDraft, JsonEditError } from "./json-draft";
import { parsePath } from "./path";
import { jsonText } from "./testing/arbitraries";
import { deepFreeze } from "./testing/deep-freeze";

const path = fc.array(fc.constantFrom("a", "b", "0", "1", "length", "__proto__"), { minLength: 1, maxLength: 3 });
const change = fc.oneof(
  fc.record({ kind: fc.constant("put" as const), path, value: fc.constantFrom(1, "x", null) }),
  fc.record({ kind: fc.constant("remove" as const), path }),
  fc.record({ kind: fc.constant("move" as const), path, to: path }),
);

function apply(draft: JsonDraft, each: typeof change extends fc.Arbitrary<infer Change> ? Change : never): void {
  if (each.kind === "put") draft.put(each.path, each.value);
  else if (each.kind === "remove") draft.remove(each.path);
  else if (draft.at(each.path) !== undefined && draft.at(each.to) === undefined) {
    const inPlace =
      each.path.length === each.to.length && each.path.slice(0, -1).join() === each.to.slice(0, -1).join();
    draft.move(each.path, each.to, inPlace);
  }
}

describe("a draft of a JSON value", () => {
  test("never changes the value it began as, and gives the same as changing a copy each time", () => {
    fc.assert(
      fc.property(jsonText, fc.array(change, { maxLength: 8 }), (text, changes) => {
        const draft = new JsonDraft(deepFreeze(JSON.parse(text)));
        let stepwise: unknown = JSON.parse(text);
        for (const each of changes) {
          const copy = new JsonDraft(deepFreeze(structuredClone(stepwise)));
          try {
            apply(draft, each);
          } catch (error) {
            expect(error).toBeInstanceOf(JsonEditError);
            expect(() => apply(copy, each)).toThrow(JsonEditError);
            return;
          }
          apply(copy, each);
          stepwise = copy.root;
          expect(draft.root).toEqual(stepwise);
          expect(JSON.stringify(draft.root)).toBe(JSON.stringify(stepwise));
        }
      }),
      { numRuns: 500 },
    );
  });

  test("copies an object once, and its neighbours never", () => {
    const original = deepFreeze({ left: { a: 1 }, right: { b: 2 } });
    const draft = new JsonDraft(original);
    draft.put(["left", "a"], 2);
    const { root } = draft;
    draft.put(["left", "c"], 3);
    expect(draft.root).toBe(root);
    expect(draft.root).toEqual({ left: { a: 2, c: 3 }, right: { b: 2 } });
    expect((draft.root as typeof original).right).toBe(original.right);
  });

  test("of very many fields loses them without a copy each", () => {
    const original = deepFreeze(Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`k${index}`, index])));
    const draft = new JsonDraft(original);
    draft.remove(["k0"]);
    const { root } = draft;
    for (let index = 1; index < 1_900; index++) draft.remove([`k${index}`]);
    expect(draft.root).toEqual(
      Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`k${1_900 + index}`, 1_900 + index])),
    );
    expect(draft.root).not.toBe(original);
    expect(Object.keys(original)).toHaveLength(2_000);
    expect(Object.keys(root as object).length).toBeLessThan(600);
  });

  test("takes a list's length for no place in it", () => {
    const draft = new JsonDraft({ a: [1, 2] });
    expect(draft.at(parsePath("a.length"))).toBeUndefined();
    draft.remove(parsePath("a.length"));
    expect(draft.root).toEqual({ a: [1, 2] });
    expect(() => draft.put(parsePath("a.length"), 0)).toThrow(/no place in that list/);
    expect(() => draft.put(parsePath("a.3"), 0)).toThrow(/no place in that list/);
    draft.put(parsePath("a.2"), 3);
    expect(draft.root).toEqual({ a: [1, 2, 3] });
  });

  test("keeps a field named __proto__ a field", () => {
    const draft = new JsonDraft(JSON.parse('{"__proto__":{"admin":true},"a":1,"c":2}'));
    draft.remove(["c"]);
    draft.move(["a"], ["b"], true);
    expect(JSON.stringify(draft.root)).toBe('{"__proto__":{"admin":true},"b":1}');
    expect((draft.root as { admin?: unknown }).admin).toBeUndefined();
  });
});
