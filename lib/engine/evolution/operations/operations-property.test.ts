import fc from "fast-check";
import { expect, test } from "vitest";
import { UpcastFailedError } from "../../errors";
import type { StoredEvent } from "../../events";
import { storedEvent } from "../../testing/stored-event";
import { compileChain } from "../chain";
import { declarativeUpcaster } from "../declarative-upcaster";
import { operations as anyOperations, dataText } from "../testing/arbitraries";
import { deepFreeze } from "../testing/deep-freeze";
import type { Upcaster } from "../upcaster";
import { OperationFailedError } from "./operation-failed";
import { type Operation, OperationsSchema } from "./schemas";
import { traceOperations } from "./trace";

const definition = { id: "all", title: "All at once", type: "Read", fromVersion: 1, toType: "Made", toVersion: 99 };
const frozen = (text: string): StoredEvent => deepFreeze(storedEvent({ type: "Read", dataText: text }));

/** What an event is read as, or where it failed. */
function outcome(upcasters: readonly Upcaster[], event: StoredEvent) {
  const result = compileChain(upcasters).tryUpcast(event);
  if (result.ok) {
    return result.events.map(({ type, schemaVersion, data, dataText: text, stored, position }) => {
      return { type, schemaVersion, data, text, stored, position };
    });
  }
  const { cause } = result.error;
  if (!(cause instanceof OperationFailedError)) throw result.error;
  // A frozen event that is written to throws one.
  if (cause.cause instanceof TypeError) throw cause.cause;
  const { path, value, reads, inSplit } = cause;
  return { path, value, reads, inSplit, problem: (cause.cause as Error).message };
}

/** As many upcasters as there are operations, one after the other. */
function oneByOne(operations: readonly Operation[]): Upcaster[] {
  const steps: readonly Operation[][] = operations.length === 0 ? [[]] : operations.map((operation) => [operation]);
  const renamed = operations.findIndex(({ op }) => op === "renameType");
  const typeAfter = (count: number) => (count > renamed && renamed >= 0 ? "Made" : "Read");
  return steps.map((step, index) => {
    const isLast = index === steps.length - 1;
    return declarativeUpcaster({
      id: `step-${index}`,
      title: `Step ${index}`,
      type: typeAfter(index),
      fromVersion: index + 1,
      toType: isLast ? "Made" : typeAfter(index + 1),
      toVersion: isLast ? 99 : index + 2,
      operations: step,
    });
  });
}

/** -0, which JSON.stringify writes as 0, is 0 here. */
function withoutMinusZero(value: unknown): unknown {
  if (typeof value === "number") return value === 0 ? 0 : value;
  if (Array.isArray(value)) return value.map(withoutMinusZero);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutMinusZero(item)]));
}

test("the operations that are tried here are operations", () => {
  fc.assert(fc.property(anyOperations, (operations) => OperationsSchema.safeParse(operations).success));
});

test("raw events never change, and reading one twice gives the same", () => {
  fc.assert(
    fc.property(anyOperations, dataText, (operations, text) => {
      const upcaster = declarativeUpcaster({ ...definition, operations });
      const event = frozen(text);
      const first = outcome([upcaster], event);
      expect(outcome([upcaster], event)).toEqual(first);
      expect(outcome([declarativeUpcaster({ ...definition, operations })], frozen(text))).toEqual(first);
    }),
    { numRuns: 300 },
  );
});

test("whatever the data, an event is read or fails with upcaster, operation, path and value", () => {
  let failures = 0;
  fc.assert(
    fc.property(anyOperations, dataText, (operations, text) => {
      const result = compileChain([declarativeUpcaster({ ...definition, operations })]).tryUpcast(frozen(text));
      if (result.ok) return;
      failures++;
      expect(result.error).toBeInstanceOf(UpcastFailedError);
      const { cause } = result.error;
      if (!(cause instanceof OperationFailedError)) throw result.error;
      expect(operations[cause.operation]).toBeDefined();
      expect(cause.path).toBeTypeOf("string");
      expect(result.error).toMatchObject({ upcasterId: "all", path: cause.path });
      if (cause.value !== undefined) expect(cause.value.length).toBeLessThanOrEqual(200);
    }),
    { numRuns: 300 },
  );
  expect(failures).toBeGreaterThan(30);
});

test("the text of an event says what its data is", () => {
  fc.assert(
    fc.property(anyOperations, dataText, (operations, text) => {
      const made = outcome([declarativeUpcaster({ ...definition, operations })], frozen(text));
      if (!Array.isArray(made)) return;
      for (const { data, text: madeText } of made) {
        expect(withoutMinusZero(JSON.parse(madeText))).toEqual(withoutMinusZero(data));
      }
    }),
    { numRuns: 300 },
  );
});

test("reading step by step gives what reading in one go gives, digits and failures included", () => {
  let events = 0;
  fc.assert(
    fc.property(anyOperations, dataText, (operations, text) => {
      const once = outcome([declarativeUpcaster({ ...definition, operations })], frozen(text));
      const stepwise = outcome(oneByOne(operations), frozen(text));
      if (Array.isArray(once)) events += once.length;
      expect(stepwise).toEqual(once);
    }),
    { numRuns: 300 },
  );
  expect(events).toBeGreaterThan(30);
});

test("a trace of the operations ends in what reading gives", () => {
  fc.assert(
    fc.property(anyOperations, dataText, (operations, text) => {
      const once = outcome([declarativeUpcaster({ ...definition, operations })], frozen(text));
      const trace = traceOperations({ ...definition, operations }, frozen(text));
      if (Array.isArray(once)) {
        expect(trace.error).toBeNull();
        expect(trace.made).toEqual(once.map(({ type, schemaVersion, text: data }) => ({ type, schemaVersion, data })));
        expect(trace.dropped).toBe(once.length === 0);
      } else {
        expect(trace.made).toEqual([]);
        expect(trace.error).toMatchObject({ path: once.path, value: once.value });
        expect(trace.steps.at(-1)?.error).toBe(trace.error);
      }
    }),
    { numRuns: 300 },
  );
});
