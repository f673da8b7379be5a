import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UpcasterChainError } from "../errors";
import type { StoredEvent } from "../events";
import { storedEvent } from "../testing/stored-event";
import { compileChain } from "./chain";
import { checkChain } from "./check-chain";
import { codeUpcaster } from "./code-upcaster";
import { declarativeUpcaster } from "./declarative-upcaster";
import type { EventSchema } from "./upcaster";

const edge = (from: number, to: number, type = "Paid", toType = type) =>
  codeUpcaster({ type, from, to, toType, title: `${type} ${from} to ${toType} ${to}`, upcast: (data) => data });

const passAsAll = (makes: readonly EventSchema[]) => (event: StoredEvent) =>
  makes.map((made) => ({ ...event, ...made }));

const kinds = (...upcasters: Parameters<typeof checkChain>[0]) => checkChain(upcasters).map(({ kind }) => kind);

describe("a chain", () => {
  test("is sound when every schema leads to the newest by one way", () => {
    expect(kinds()).toEqual([]);
    expect(kinds(edge(1, 2), edge(2, 3))).toEqual([]);
    expect(kinds(edge(1, 3), edge(2, 3))).toEqual([]);
    expect(kinds(edge(1, 2, "LimitSet", "LimitChanged"), edge(1, 2, "LimitChanged"))).toEqual([]);
  });

  test("with a gap names the upcasters on both sides of it", () => {
    const [problem, ...others] = checkChain([edge(1, 2), edge(3, 4)]);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ kind: "gap", upcasterIds: ["code:Paid@1→Paid@2", "code:Paid@3→Paid@4"] });
    expect(problem?.message).toContain("Paid@2 to Paid@3");
  });

  test("with two edges from one schema names both", () => {
    const [problem] = checkChain([edge(1, 2), edge(1, 3)]);
    expect(problem).toMatchObject({ kind: "fork", upcasterIds: ["code:Paid@1→Paid@2", "code:Paid@1→Paid@3"] });
  });

  test("in a circle names those on it, once, and not those that lead to it", () => {
    const circle = [edge(2, 1, "A", "B"), edge(1, 2, "B", "A")];
    const problems = checkChain([edge(1, 2, "A"), ...circle]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ kind: "cycle" });
    expect([...(problems[0]?.upcasterIds ?? [])].sort()).toEqual(["code:A@2→B@1", "code:B@1→A@2"]);
    expect(kinds(edge(1, 1))).toEqual(["cycle"]);
  });

  test("that leads back to an older version, or ends before the newest, is refused", () => {
    expect(kinds(edge(2, 1))).toEqual(["downgrade"]);
    expect(kinds(edge(1, 2), edge(5, 3, "Billed", "Paid"))).toEqual(["dead-end"]);
  });

  test("follows every event that a split makes", () => {
    const split = (second: object) =>
      declarativeUpcaster({
        id: "split",
        title: "Split",
        type: "Paid",
        fromVersion: 2,
        toType: "Payment",
        toVersion: 1,
        operations: [{ op: "split", events: [{ operations: [] }, { ...second, operations: [] }] }],
      });
    expect(kinds(split({ type: "Fee", schemaVersion: 1 }))).toEqual([]);
    expect(kinds(split({ type: "Fee", schemaVersion: 1 }), edge(1, 2, "Fee"), edge(1, 2))).toEqual([]);
    const [circle, ...others] = checkChain([split({ type: "Fee", schemaVersion: 1 }), edge(1, 2, "Fee", "Paid")]);
    expect(others).toEqual([]);
    expect(circle).toMatchObject({ kind: "cycle", message: expect.stringContaining("goes in a circle") });
    expect([...(circle?.upcasterIds ?? [])].sort()).toEqual(["code:Fee@1→Paid@2", "split"]);
    expect(kinds(split({ type: "Paid", schemaVersion: 2 }))).toEqual(["cycle"]);
    expect(kinds(split({ type: "Paid", schemaVersion: 1 }))).toEqual(["downgrade"]);
    const [gap] = checkChain([split({ type: "Fee", schemaVersion: 1 }), edge(2, 3, "Fee")]);
    expect(gap).toMatchObject({ kind: "gap", upcasterIds: ["split", "code:Fee@2→Fee@3"] });
  });

  test("that would loop is never compiled, however its edges lie", () => {
    const schema = fc.record({ type: fc.constantFrom("A", "B", "C"), schemaVersion: fc.integer({ min: 1, max: 3 }) });
    const anyEdge = fc.record({ from: schema, makes: fc.array(schema, { minLength: 1, maxLength: 3 }) });
    let compiled = 0;
    fc.assert(
      fc.property(fc.array(anyEdge, { maxLength: 6 }), (edges) => {
        const upcasters = edges.map(({ from, makes }, index) => {
          const [to = from] = makes;
          return { ...edge(1, 2), id: `${index}`, from, to, makes, upcast: passAsAll(makes) };
        });
        if (checkChain(upcasters).length > 0) {
          expect(() => compileChain(upcasters)).toThrow(UpcasterChainError);
          return;
        }
        const chain = compileChain(upcasters);
        compiled++;
        for (const { from } of edges) expect(chain.upcast(storedEvent(from)).length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
    expect(compiled).toBeGreaterThan(15);
  });

  test("that leaves stored events behind says which", () => {
    const upcasters = [edge(2, 3)];
    expect(
      checkChain(upcasters, [
        { type: "Paid", schemaVersion: 3 },
        { type: "Other", schemaVersion: 1 },
      ]),
    ).toEqual([]);
    const [problem] = checkChain(upcasters, [{ type: "Paid", schemaVersion: 1 }]);
    expect(problem).toMatchObject({ kind: "gap", upcasterIds: ["code:Paid@2→Paid@3"] });
  });

  test("may mix upcasters of code and console, and is not compiled while it has problems", () => {
    const definition = { id: "u1", title: "Cents", type: "Paid", toType: "Paid", operations: [] };
    expect(kinds(edge(1, 2), declarativeUpcaster({ ...definition, fromVersion: 2, toVersion: 3 }))).toEqual([]);
    const clash = [edge(1, 2), declarativeUpcaster({ ...definition, fromVersion: 1, toVersion: 2 })];
    expect(() => compileChain(clash)).toThrow(UpcasterChainError);
    expect(() => compileChain(clash)).toThrow(/"Paid 1 to Paid 2" and "Cents" both read Paid@1/);
  });
});
