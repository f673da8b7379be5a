import fc from "fast-check";
import { LosslessNumber, parse, stringify } from "lossless-json";
import { expect, test } from "vitest";
import { jsonText } from "./evolution/testing/arbitraries";
import { numberOf, parseLossless, stringifyLossless } from "./json";

/** As the library alone does it. */
const slowly = (text: string): unknown =>
  parse(text, null, { parseNumber: numberOf, onDuplicateKey: ({ newValue }) => newValue });

function outcome(run: () => unknown): unknown {
  try {
    return { value: run() };
  } catch (error) {
    return { error: String(error) };
  }
}

test("parses every text as a parser in JavaScript does that keeps all digits, and writes it as that does", () => {
  fc.assert(
    fc.property(jsonText, fc.constantFrom(undefined, 2), (text, space) => {
      const value = parseLossless(text);
      expect(value).toEqual(slowly(text));
      expect(stringifyLossless(value, space)).toBe(stringify(slowly(text), null, space));
    }),
    { numRuns: 1_000 },
  );
});

const pieces = [
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  '"',
  "\\",
  '"a"',
  "1",
  "1.0",
  "-",
  "01",
  "1e5",
  "+",
  ".",
  "true",
  " ",
  "nul",
];

test("refuses what is no JSON in the same words", () => {
  const broken = fc.array(fc.constantFrom(...pieces), { maxLength: 7 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(broken, (text) => {
      expect(
        outcome(() => parseLossless(text)),
        text,
      ).toEqual(outcome(() => slowly(text)));
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  '{"1.0":1.0}',
  "{1.0:2}",
  '{"a":1.0,"a":2.0}',
  '{"__proto__":1.50,"b":{"__proto__":{"c":1e3}}}',
  '["\\\\\\"1.0",1.0,"\\\\",2.50]',
  "1.0",
  "-0",
  "-",
  "",
  '"1.0',
  '{"isLosslessNumber":true,"value":"1.0","toJSON":1.0}',
])("takes %s as the slow parser does", (text) => {
  expect(outcome(() => parseLossless(text))).toEqual(outcome(() => slowly(text)));
});

test.each([
  [new Date(0)],
  [{ a: undefined, b: [undefined, () => 1], c: Number.NaN }],
  [{ toJSON: () => 5 }],
  [12n],
  [new LosslessNumber("1.0")],
  [undefined],
])("writes what is not plain data as before: %o", (value) => {
  expect(stringifyLossless(value)).toBe(stringify(value) ?? "null");
});

test("parses and writes a large state many times as fast as that", () => {
  const items = Array.from({ length: 20_000 }, (_, n) => ({ id: n, amount: 1.5, note: `${"x".repeat(200)}\n` }));
  const text = JSON.stringify({ items }).replaceAll("1.5", "1.50");
  const timed = (run: () => string) => {
    const startedAt = performance.now();
    expect(run()).toBe(text);
    return performance.now() - startedAt;
  };
  const parsed = timed(() => stringify(parseLossless(text)) ?? "");
  expect(parsed).toBeLessThan(timed(() => stringify(slowly(text)) ?? "") / 2);
  const plain = JSON.parse(text) as unknown;
  const [started, written] = [performance.now(), stringifyLossless(plain)];
  const quick = performance.now() - started;
  expect(written).toBe(JSON.stringify(plain));
  const again = performance.now();
  stringify(plain);
  expect(quick).toBeLessThan((performance.now() - again) / 2);
});
