import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { storedEvent } from "../../testing/stored-event";
import { compileExpression } from "./expression";
import { ExpressionError, MAX_EXPRESSION_LENGTH } from "./parse";

function evaluate(text: string, data: unknown = {}): unknown {
  const event = storedEvent({ dataText: JSON.stringify(data) });
  return compileExpression(text).evaluate({ data: event.data, event });
}

function failure(run: () => unknown): ExpressionError {
  try {
    run();
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error("No ExpressionError was thrown.");
}

const amounts = fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map((amount) => amount + 0);

describe("numbers", () => {
  test("of JSON and of the expression mix", () => {
    const data = { amount: 41.5, count: 5 };
    expect(evaluate("data.amount * 100", data)).toBe(4150);
    expect(evaluate("100 - data.amount", data)).toBe(58.5);
    expect(evaluate("data.count == 5 && 5 == data.count && data.count != 6", data)).toBe(true);
    expect(evaluate("data.count in [4, 5]", data)).toBe(true);
    expect(evaluate("data.count % 2", data)).toBe(1);
    expect(evaluate("data.count / 2", data)).toBe(2.5);
    expect(evaluate("5 / 2")).toBe(2);
  });

  test("mix to what JavaScript computes with them", () => {
    const operators: Readonly<Record<string, (left: number, right: number) => unknown>> = {
      "+": (left, right) => left + right,
      "-": (left, right) => left - right,
      "*": (left, right) => left * right,
      "<": (left, right) => left < right,
      ">=": (left, right) => left >= right,
      "==": (left, right) => left === right,
      "!=": (left, right) => left !== right,
    };
    fc.assert(
      fc.property(
        amounts,
        fc.nat(),
        fc.constantFrom(...Object.entries(operators)),
        (amount, int, [operator, apply]) => {
          expect(evaluate(`data.amount ${operator} ${int}`, { amount })).toEqual(apply(amount, int));
          expect(evaluate(`${int} ${operator} data.amount`, { amount })).toEqual(apply(int, amount));
        },
      ),
    );
  });

  test("round half away from zero, on the digits that people see", () => {
    expect(evaluate("round(data.a * 100)", { a: 1.1 })).toBe(110);
    expect(evaluate("round(data.a, 2)", { a: 1.005 })).toBe(1.01);
    expect(evaluate("round(data.a)", { a: -2.5 })).toBe(-3);
    expect(evaluate("int(round(data.a))", { a: 2.4 })).toBe(2);
    expect(evaluate("[floor(data.a), ceil(data.a), trunc(data.a), abs(data.a)]", { a: -2.5 })).toEqual([
      -3, -2, -2, 2.5,
    ]);
    expect(evaluate("[min(data.a, 3), max(2, data.a), min(1, 2)]", { a: 2.5 })).toEqual([2.5, 2.5, 1]);
  });

  test("that JSON does not have are errors, and integers too large for a number keep their digits as text", () => {
    expect(failure(() => evaluate("data.a / 0", { a: 1 })).message).toContain("Infinity");
    expect(failure(() => evaluate("double('nan')")).message).toContain("NaN");
    expect(evaluate("9007199254740993")).toBe("9007199254740993");
    expect(evaluate("9007199254740991")).toBe(9007199254740991);
  });
});

describe("results", () => {
  test("are JSON values", () => {
    expect(evaluate("{'a': [1, data.x, true, null], 'b': {'c': size('four')}}", { x: "y" })).toEqual({
      a: [1, "y", true, null],
      b: { c: 4 },
    });
    expect(evaluate("event.occurredAt")).toBe("2026-01-02T03:04:05.000Z");
    expect(evaluate("string(event.occurredAt) + '/' + event.type + '/' + string(event.version)")).toBe(
      "2026-01-02T03:04:05.000Z/Credited/1",
    );
  });

  test.each(["type(1)", "b'bytes'", "int"])("that are no JSON, as of %s, are errors", (text) => {
    expect(failure(() => evaluate(text))).toBeInstanceOf(ExpressionError);
  });
});

describe("errors", () => {
  test("say where in the expression", () => {
    expect(failure(() => compileExpression("1 +")).place).toEqual({ start: 3, end: 3 });
    expect(failure(() => compileExpression("data.amount * nothing")).place).toEqual({ start: 14, end: 21 });
    const missing = failure(() => evaluate("1 + data.missing", { amount: 1 }));
    expect(missing.place).toEqual({ start: 9, end: 16 });
    expect(missing.message).toBe("No such key: missing (at character 10)");
  });

  test("come from the compiler where the types cannot fit", () => {
    expect(failure(() => compileExpression("'a' * 2")).message).toContain("string * int");
    expect(failure(() => compileExpression("data.a ? 1 : 'x'")).message).toContain("same type");
  });

  test("come at once for an expression beyond the limits", () => {
    expect(failure(() => compileExpression("1".repeat(MAX_EXPRESSION_LENGTH + 1))).message).toContain("characters");
    expect(failure(() => compileExpression(`${"(".repeat(200)}1${")".repeat(200)}`))).toBeInstanceOf(ExpressionError);
    expect(failure(() => compileExpression(Array(400).fill("1").join("+")))).toBeInstanceOf(ExpressionError);
  });

  test("and nothing else come out of any text at all", () => {
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(..."data. [](){}'\"+-*/?:&|!<>=123,abc\\")).map((c) => c.join("")),
    );
    fc.assert(
      fc.property(text, (expression) => {
        try {
          compileExpression(expression);
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("hostile expressions and payloads", () => {
  const list = Array.from({ length: 5_000 }, (_, index) => index);

  test.each([
    "data.l.map(a, data.l.map(b, data.l.map(c, 1)))",
    "data.l.all(a, data.l.all(b, data.l.all(c, data.l.all(d, true)))) || true",
    "data.l.all(a, a in data.l.map(b, b))",
    "data.l.map(a, data.l + data.l)",
    "data.l.map(a, data.s).join('')",
    `cel.bind(a, data.s + data.s, ${"cel.bind(a, a + a, ".repeat(12)}a${")".repeat(12)})`,
    "data.l.map(a, data.s.contains('b'))",
  ])("%s ends soon", (text) => {
    const startedAt = performance.now();
    expect(failure(() => evaluate(text, { l: list, s: "a".repeat(100_000) })).message).toContain("too many steps");
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test("matches runs in linear time and is no backtracking engine", () => {
    const startedAt = performance.now();
    expect(evaluate("data.s.matches('^(a+)+$')", { s: `${"a".repeat(10_000)}!` })).toBe(false);
    expect(evaluate("data.s.matches('^[A-Z]{2}\\\\d+$')", { s: "AB12" })).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(failure(() => evaluate("data.s.matches('(')", { s: "a" })).place).toBeDefined();
    expect(failure(() => evaluate("data.s.matches('(?=a)')", { s: "a" }))).toBeInstanceOf(ExpressionError);
  });

  test("matches refuses a pattern that counts up to a program of tens of thousands", () => {
    const counted = "(a?b?){500}".repeat(40);
    expect(failure(() => evaluate(`data.s.matches('${counted}')`, { s: "a" })).message).toContain("repeats too much");
    expect(evaluate("data.s.matches('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$')", { s: "a" })).toBe(false);
  });

  test("reach no prototype and no host object", () => {
    for (const text of [
      "data.constructor",
      "data.__proto__",
      "data.toString",
      "data['constructor']",
      "globalThis",
      "process",
      "event.constructor",
    ]) {
      expect(
        failure(() => evaluate(text, { a: 1 })),
        text,
      ).toBeInstanceOf(ExpressionError);
    }
    const data = JSON.parse('{"__proto__": {"x": 1}, "constructor": {"name": "y"}, "a": 1}');
    expect(failure(() => evaluate("{'__proto__': data.a}.a", data))).toBeInstanceOf(ExpressionError);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});
