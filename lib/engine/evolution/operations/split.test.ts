import { describe, expect, test } from "vitest";
import { UpcastFailedError } from "../../errors";
import { storedEvent } from "../../testing/stored-event";
import { compileChain } from "../chain";
import { declarativeUpcaster } from "../declarative-upcaster";
import { OperationsSchema } from "./schemas";
import { traceOperations } from "./trace";

const definition = { id: "s", title: "Split", type: "Paid", fromVersion: 1, toType: "Payment", toVersion: 2 };
const upcaster = (operations: unknown) => declarativeUpcaster({ ...definition, operations });
const paid = (dataText: string) => storedEvent({ type: "Paid", dataText });
const read = (operations: unknown, dataText: string) =>
  compileChain([upcaster(operations)])
    .upcast(paid(dataText))
    .map(({ type, schemaVersion, dataText: text, data }) => {
      expect(JSON.parse(text)).toEqual(data);
      return `${type}@${schemaVersion} ${text}`;
    });

const split = [
  { op: "set", path: "address.country", value: "CH" },
  {
    op: "split",
    events: [
      { operations: [{ op: "remove", path: "fee" }] },
      {
        type: "Fee taken",
        schemaVersion: 1,
        when: "has(data.fee)",
        operations: [
          { op: "remove", path: "amount" },
          { op: "set", path: "address.country", value: "DE" },
        ],
      },
    ],
  },
];

describe("a split", () => {
  test("makes an event of each entry whose condition holds, each of its own copy, digit for digit", () => {
    expect(read(split, '{"amount":41.0,"fee":1.50,"address":{"zip":"3000"}}')).toEqual([
      'Payment@2 {"amount":41.0,"address":{"zip":"3000","country":"CH"}}',
      'Fee taken@1 {"fee":1.50,"address":{"zip":"3000","country":"DE"}}',
    ]);
    expect(read(split, '{"amount":41.0}')).toEqual(['Payment@2 {"amount":41.0,"address":{"country":"CH"}}']);
  });

  test("says every schema that it makes, its target first", () => {
    expect(upcaster(split).makes).toEqual([
      { type: "Payment", schemaVersion: 2 },
      { type: "Fee taken", schemaVersion: 1 },
    ]);
    expect(upcaster([]).makes).toEqual([{ type: "Payment", schemaVersion: 2 }]);
  });

  test("that fails names the event of the split and its operation", () => {
    const failing = [
      { op: "split", events: [{ operations: [{ op: "convert", path: "n", to: "integer" }] }, { operations: [] }] },
    ];
    const result = compileChain([upcaster(failing)]).tryUpcast(paid('{"n":41.10}'));
    if (result.ok) throw new Error("An error was expected.");
    expect(result.error).toBeInstanceOf(UpcastFailedError);
    expect(result.error.cause).toMatchObject({ operation: 0, inSplit: { event: 0, operation: 0 } });
    expect(result.error).toMatchObject({ path: "n", value: "41.10" });
    expect(result.error.message).toContain("Operation 1, event 1, operation 1: n is no whole number.");
    const asking = [{ op: "split", events: [{ when: "data.n > 1", operations: [] }] }];
    expect(() => read(asking, "{}")).toThrow(/Operation 1, event 1: No such key: n/);
    expect(() => read([{ op: "split", events: [{ when: "data.n", operations: [] }] }], '{"n":7}')).toThrow(
      /Operation 1, event 1: n is asked by a condition that is neither true nor false\.$/,
    );
  });

  test("of which no condition holds passes the event over", () => {
    expect(read([{ op: "split", events: [{ when: "false", operations: [] }] }], "{}")).toEqual([]);
  });

  test.each([
    ["what follows it", [...split, { op: "remove", path: "a" }]],
    ["a split inside", [{ op: "split", events: [{ operations: split }] }]],
    ["a drop inside", [{ op: "split", events: [{ operations: [{ op: "drop" }] }] }]],
    ["a new type inside", [{ op: "split", events: [{ operations: [{ op: "renameType", type: "A" }] }] }]],
    ["no events", [{ op: "split", events: [] }]],
  ])("is refused with %s", (_, operations) => {
    expect(OperationsSchema.safeParse(operations).success).toBe(false);
  });

  test("is refused where none of its events is what the upcaster says it makes", () => {
    expect(() => upcaster([{ op: "split", events: [{ type: "Else", operations: [] }] }])).toThrow(
      /upcaster's own target/,
    );
  });
});

describe("a drop", () => {
  test("passes over every event, or those for which its condition holds, and skips what follows", () => {
    expect(read([{ op: "drop" }], "{}")).toEqual([]);
    const some = [
      { op: "drop", when: "data.amount == 0" },
      { op: "compute", path: "x", expression: "10 / data.amount" },
    ];
    expect(read(some, '{"amount":0}')).toEqual([]);
    expect(read(some, '{"amount":5}')).toEqual(['Payment@2 {"amount":5,"x":2}']);
    expect(() => read(some, "{}")).toThrow(/Operation 1: No such key: amount/);
  });

  test("whose condition fails names what it looked at", () => {
    const result = compileChain([upcaster([{ op: "drop", when: "data.a.b > 1" }])]).tryUpcast(
      paid('{"a":{"b":"2.50"}}'),
    );
    if (result.ok) throw new Error("An error was expected.");
    expect(result.error).toMatchObject({ path: "a.b", value: '"2.50"' });
    expect(result.error.cause).toMatchObject({ operation: 0, reads: [{ path: "a.b", value: '"2.50"' }] });
  });
});

describe("a new type", () => {
  test("is what the upcaster makes, and nothing else", () => {
    expect(read([{ op: "renameType", type: "Payment" }], '{"a":1.0}')).toEqual(['Payment@2 {"a":1.0}']);
    expect(() => upcaster([{ op: "renameType", type: "Else" }])).toThrow(/are the same/);
    const twice = [
      { op: "renameType", type: "Payment" },
      { op: "renameType", type: "Payment" },
    ];
    expect(OperationsSchema.safeParse(twice).success).toBe(false);
  });
});

describe("a trace of operations", () => {
  const trace = (operations: unknown, dataText: string) =>
    traceOperations({ ...definition, operations }, paid(dataText));

  test("has the data after each operation, digit for digit, and what was made", () => {
    const { steps, made, before } = trace(split, '{"amount":41.0,"fee":1.50}');
    expect(before).toBe('{"amount":41.0,"fee":1.50}');
    expect(steps.map(({ op, after }) => [op, after])).toEqual([
      ["set", '{"amount":41.0,"fee":1.50,"address":{"country":"CH"}}'],
      ["split", null],
    ]);
    expect(steps[1]?.split?.map(({ applies, steps: own }) => [applies, own.map(({ after }) => after)])).toEqual([
      [true, ['{"amount":41.0,"address":{"country":"CH"}}']],
      [true, ['{"fee":1.50,"address":{"country":"CH"}}', '{"fee":1.50,"address":{"country":"DE"}}']],
    ]);
    expect(made.map(({ type }) => type)).toEqual(["Payment", "Fee taken"]);
  });

  test("ends with the operation that fails, or drops the event", () => {
    const operations = [
      { op: "rename", from: "a", to: "b" },
      { op: "drop", when: "data.b == 1" },
      { op: "remove", path: "b" },
    ];
    const failed = trace(operations, '{"c":1.0}');
    expect(failed.steps).toHaveLength(1);
    expect(failed).toMatchObject({ made: [], error: { operation: 0, path: "a" }, steps: [{ after: null }] });
    const dropped = trace(operations, '{"a":1.0}');
    expect(dropped).toMatchObject({ made: [], dropped: true, error: null });
    expect(dropped.steps.map(({ after }) => after)).toEqual(['{"b":1.0}', null]);
    expect(trace(operations, '{"a":2.0}').made).toEqual([{ type: "Payment", schemaVersion: 2, data: "{}" }]);
  });
});
