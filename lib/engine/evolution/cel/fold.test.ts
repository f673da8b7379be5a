import fc from "fast-check";
import { expect, test } from "vitest";
import { storedEvent } from "../../testing/stored-event";
import type { ReadableEvent } from "../upcaster";
import { compileFoldExpression, foldEnvironment } from "./fold";

const scalars = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom("", "a", "1", true, false, null),
);
const operands = [
  "data.a",
  "data.b",
  "data.o.a",
  "row.n",
  "row.t",
  "row.big",
  "1",
  "0",
  "2.5",
  "'a'",
  "null",
  "event.version",
];
const expressions = fc
  .tuple(
    fc.constantFrom(...operands),
    fc.constantFrom("+", "-", "*", "/", "%", "<", "<=", ">", ">=", "==", "!=", "in", "&&"),
    fc.constantFrom(...operands, "[data.a, 1]", "[1, 2].map(data, data + row.n)[0]"),
    fc.constantFrom(
      "$",
      "$ ? 1 : 2",
      "[$, $]",
      "-($)",
      "string($)",
      "round($)",
      "abs($)",
      "coalesce($, 1)",
      "has(data.a) ? $ : null",
    ),
  )
  .map(([left, operator, right, around]) => around.replaceAll("$", `${left} ${operator} ${right}`));

function outcome(run: () => unknown): unknown {
  try {
    return { value: run() };
  } catch (error) {
    const { summary, message } = error as { summary?: string; message: string };
    return { error: summary ?? message.replace(/ \(at character \d+\)$/, "") };
  }
}

test("an expression gives what cel-js gives without the short ways, errors included", () => {
  const plain = foldEnvironment();
  fc.assert(
    fc.property(
      expressions.filter((text) => !text.includes("coalesce")),
      fc.record({ a: scalars, b: scalars, o: fc.oneof(scalars, fc.record({ a: scalars })) }, { requiredKeys: ["b"] }),
      fc.record({ n: scalars, t: fc.constantFrom(null, new Date(0)), big: fc.constantFrom(null, 3n, 2n ** 60n) }),
      (text, data, row) => {
        const event: ReadableEvent = {
          ...storedEvent({ dataText: JSON.stringify(data), version: 3 }),
          stored: { type: "T", schemaVersion: 1 },
        };
        const parsed = outcome(() => plain.parse(text));
        if ("error" in (parsed as object)) return;
        const context = { data: event.data, row, exists: true, event: { version: 3 } };
        const expected = outcome(() => {
          const checked = plain.parse(text).check();
          if (!checked.valid) throw checked.error;
          return plain.evaluate(text, context);
        });
        const got = outcome(() => compileFoldExpression(text).evaluate({ row, exists: true, event }));
        // Branches of ? : may be a value and null here, which cel-js refuses.
        if (JSON.stringify(expected, stringOfInt).includes("Ternary branches")) return;
        expect(got, text).toEqual(expected);
      },
    ),
    { numRuns: 2_000 },
  );
});

const stringOfInt = (_key: string, value: unknown) => (typeof value === "bigint" ? `${value}n` : value);
