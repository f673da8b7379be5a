import fc from "fast-check";
import { expect, test } from "vitest";
import type { ReadableEvent } from "../../evolution/upcaster";
import { digitsOf, parseLossless, stringifyLossless } from "../../json";
import { storedEvent } from "../../testing/stored-event";
import { fromExact } from "./exact-values";
import { compileReducerExpression } from "./reducer-expression";

const event: ReadableEvent = { ...storedEvent({}), stored: { type: "T", schemaVersion: 1 } };

function evaluate(text: string, data: string): unknown {
  return fromExact(
    compileReducerExpression(text).evaluate({ state: {}, data: parseLossless(data), event, item: undefined }),
  );
}

/** What a text of digits stands for, without any rounding: units × 10^-places. */
interface Model {
  readonly units: bigint;
  readonly places: number;
}

function modelOf(digits: string): Model {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(digits) ?? [];
  const places = fraction.length - Number(exponent);
  const units = BigInt(`${sign}${whole}${fraction}`);
  return places < 0 ? { units: units * 10n ** BigInt(-places), places: 0 } : { units, places };
}

function aligned(a: Model, b: Model): [bigint, bigint, number] {
  const places = Math.max(a.places, b.places);
  return [a.units * 10n ** BigInt(places - a.places), b.units * 10n ** BigInt(places - b.places), places];
}

function compute(operator: string, a: Model, b: Model): Model {
  if (operator === "*") return { units: a.units * b.units, places: a.places + b.places };
  const [left, right, places] = aligned(a, b);
  return { units: operator === "+" ? left + right : left - right, places };
}

const whole = fc.oneof(
  fc.bigInt({ min: -5n, max: 5n }),
  fc.bigInt({ min: -(2n ** 26n) - 3n, max: 2n ** 26n + 3n }),
  fc.constantFrom(2n ** 26n, 2n ** 26n + 1n, 2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n) - 1n),
  fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }),
);
const long = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const decimal = fc.tuple(fc.oneof(whole, long), fc.integer({ min: 1, max: 20 })).map(([units, places]) => {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
  return `${units < 0n ? "-" : ""}${digits.slice(0, -places)}.${digits.slice(-places)}`;
});
const number = fc.oneof(whole.map(String), decimal, long.map(String), fc.constantFrom("1e3", "2.5e-7", "4.1E5"));

interface Term {
  readonly text: string;
  readonly data: readonly string[];
  readonly model: Model;
}

/** A number of the event's data, or one in the expression itself. */
const operand = fc.tuple(number, fc.constantFrom("data", "literal", "double")).map(([digits, where]) => ({
  digits,
  where,
}));

function termOf(operands: readonly { digits: string; where: string }[], operators: readonly string[]): Term {
  const data: string[] = [];
  const texts = operands.map(({ digits, where }) => {
    if (where === "literal") return `(${digits})`;
    data.push(digits);
    return `data.n${data.length - 1}`;
  });
  // From the left, each pair in brackets.
  return operands.slice(1).reduce<Term>(
    (term, { digits }, index) => {
      const operator = operators[index] ?? "+";
      return {
        data,
        text: `(${term.text} ${operator} ${texts[index + 1]})`,
        model: compute(operator, term.model, modelOf(digits)),
      };
    },
    { text: texts[0] ?? "", data, model: modelOf(operands[0]?.digits ?? "0") },
  );
}

const terms = fc
  .tuple(
    fc.array(operand, { minLength: 2, maxLength: 4 }),
    fc.array(fc.constantFrom("+", "-", "*"), { minLength: 3, maxLength: 3 }),
  )
  .map(([operands, operators]) => termOf(operands, operators));

const dataOf = (data: readonly string[]) => `{${data.map((digits, index) => `"n${index}":${digits}`).join(",")}}`;

test("sums and products of up to four numbers have the digits of exact arithmetic, or are refused", () => {
  let refused = 0;
  fc.assert(
    fc.property(terms, ({ text, data, model }) => {
      let digits: string | undefined;
      try {
        digits = digitsOf(evaluate(text, dataOf(data)));
      } catch (error) {
        // Two whole numbers of the expression itself are CEL's, of 64 bits.
        expect(String(error)).toContain("integer overflow");
        refused += 1;
        return;
      }
      const [got, expected] = aligned(modelOf(digits ?? ""), model);
      expect(got, `${text} of ${dataOf(data)} is ${digits}`).toBe(expected);
    }),
    { numRuns: 1_500 },
  );
  expect(refused).toBeLessThan(750);
});

test("comparisons of such sums tell what exact arithmetic tells", () => {
  fc.assert(
    fc.property(terms, number, ({ text, data, model }, other) => {
      const of = dataOf([...data, other]);
      const right = `data.n${data.length}`;
      let answers: unknown;
      try {
        answers = ["<", "<=", ">", ">=", "==", "!="].map((sign) => evaluate(`${text} ${sign} ${right}`, of));
      } catch {
        return;
      }
      const [a, b] = aligned(model, modelOf(other));
      expect(answers, `${text} and ${right} of ${of}`).toEqual([a < b, a <= b, a > b, a >= b, a === b, a !== b]);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["data.a * data.a * data.a", '{"a":67108863}', String(67108863n ** 3n)],
  ["data.a * 9007199254740993", '{"a":3}', "27021597764222979"],
  ["data.a * 134217729 * 134217729", '{"a":5}', String(5n * 134217729n ** 2n)],
  ["data.a + 0.12345678901234567890123", '{"a":1}', "1.12345678901234567890123"],
  ["-data.a * 3", '{"a":9007199254740993}', "-27021597764222979"],
  ["max(data.a, 9007199254740993)", '{"a":1}', "9007199254740993"],
  ["min(-9007199254740993, data.a)", '{"a":1}', "-9007199254740993"],
  ["data.a % 10", '{"a":12345678901234567899}', "9"],
  ["data.a % 0.07", '{"a":-1}', "-0.02"],
  ["round(double(data.a) * 1.0, 2)", '{"a":"123456789012345.67"}', "123456789012345.67"],
  ["round(data.a / 1, 2)", '{"a":123456789012345.67}', "123456789012345.67"],
  ["(data.a / 3) * 3", '{"a":1}', "0.9999999999999999"],
  ["size(data.l) * 0.1 + 0.2", '{"l":[1,2,3]}', "0.5"],
])("computes %s of %s", (text, data, expected) => {
  expect(stringifyLossless(evaluate(text, data))).toBe(expected);
});

test.each([
  ["data.a in [1, 2]", '{"a":1.0}', true],
  ["data.a in [9007199254740993]", '{"a":9007199254740993}', true],
  ["data.a in [9007199254740992]", '{"a":9007199254740993}', false],
  ["9007199254740993 in data.l", '{"l":[9007199254740992,9007199254740993]}', true],
  ["data.l == [0.1, 2]", '{"l":[0.10,2.0]}', true],
  ["data.l != [0.1, 2]", '{"l":[0.10,2.0]}', false],
  ["[data.a] == [9007199254740992]", '{"a":9007199254740993}', false],
  ["{'x': data.a} == {'x': 41}", '{"a":41.0}', true],
  ["data.o == data.p", '{"o":{"a":[1.50,null,"x"]},"p":{"a":[1.5,null,"x"]}}', true],
  ["data.o == data.p", '{"o":{"a":1},"p":{"b":1}}', false],
  ["data.l.exists(n, n == 0.3)", '{"l":[0.30]}', true],
])("tells whether %s of %s", (text, data, expected) => {
  expect(evaluate(text, data)).toBe(expected);
});

test.each([
  ["data.a * 1e300 * 1e300 * 1e300", "more than 700 digits"],
  ["data.a * 1e400", "Invalid number"],
  ["data.a + 1e-800", "more than 700 digits"],
  ["data.a / 0", "Infinity, which JSON does not have"],
  ["data.a % 0.0", "no remainder of a division by 0"],
  ["9223372036854775807 + 1", "integer overflow"],
  ["data.t * 2", "no such overload"],
])("%s is refused: %s", (text, problem) => {
  expect(() => evaluate(text, '{"a":5,"t":"x"}')).toThrow(problem);
});
