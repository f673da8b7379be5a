import fc from "fast-check";
import { isLosslessNumber } from "lossless-json";
import { describe, expect, test } from "vitest";
import { childrenOf, jsonTextOf, parseForReading } from "@/lib/format/json-tree";
import { type FormField, formField } from "./form-field";
import {
  emptyValue,
  type FormPath,
  fieldProblem,
  isOfKind,
  typedNumber,
  valueAt,
  withoutValueAt,
  withValueAt,
} from "./form-value";

const DIGITS = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const digits = fc.stringMatching(DIGITS).map((text) => typedNumber(text));
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string(),
    digits,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 4 }),
  ),
})).value;

/** The places of a value, its own first. */
function placesOf(value: unknown, path: FormPath = []): FormPath[] {
  const children = childrenOf(value, "") ?? [];
  return [
    path,
    ...children.flatMap((child, index) => placesOf(child.value, [...path, Array.isArray(value) ? index : child.label])),
  ];
}

describe("form and text", () => {
  test("a form that is filled in with what the text holds leaves the text as it is", () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = jsonTextOf(value, 2);
        const read = parseForReading(text);
        for (const path of placesOf(read)) {
          expect(jsonTextOf(withValueAt(read, path, valueAt(read, path)), 2)).toBe(text);
        }
      }),
    );
  });

  test("what is written at one place of the form stands there in the text, and nothing else changes", () => {
    const cases = json.chain((value) => fc.tuple(fc.constant(value), fc.constantFrom(...placesOf(value)), json));
    fc.assert(
      fc.property(cases, ([value, path, next]) => {
        const after = parseForReading(jsonTextOf(withValueAt(value, path, next), 2));
        expect(jsonTextOf(valueAt(after, path))).toBe(jsonTextOf(next));
        const around = (whole: unknown) =>
          placesOf(whole)
            .filter((place) => !path.every((step, index) => place[index] === step) && !isAbove(place, path))
            .map((place) => [place, jsonTextOf(valueAt(whole, place))]);
        expect(around(after)).toEqual(around(value));
      }),
    );
  });

  test("what is taken out at one place is gone from the text, and nothing else changes", () => {
    const cases = fc
      .dictionary(fc.string(), json, { minKeys: 1, maxKeys: 5 })
      .chain((value) => fc.tuple(fc.constant(value), fc.constantFrom(...Object.keys(value))));
    fc.assert(
      fc.property(cases, ([value, name]) => {
        const { [name]: _, ...rest } = value;
        expect(jsonTextOf(withoutValueAt(value, [name]))).toBe(jsonTextOf(rest));
      }),
    );
    expect(jsonTextOf(withoutValueAt({ list: ["a", "b", "c"] }, ["list", 1]))).toBe('{"list":["a","c"]}');
  });

  test("every digit that is typed is kept", () => {
    fc.assert(
      fc.property(fc.stringMatching(DIGITS), (typed) => {
        const text = jsonTextOf(withValueAt({}, ["amount"], typedNumber(typed)));
        expect(text).toBe(`{"amount":${typed}}`);
      }),
    );
    expect(isLosslessNumber(typedNumber("12."))).toBe(false);
    expect(jsonTextOf(withValueAt({}, ["amount"], typedNumber("12.")))).toBe('{"amount":"12."}');
  });
});

function isAbove(place: FormPath, path: FormPath): boolean {
  return place.every((step, index) => path[index] === step);
}

describe("the fields of a schema", () => {
  const schema = {
    $defs: { money: { type: "integer" } },
    type: "object",
    required: ["amount", "lines"],
    properties: {
      amount: { $ref: "#/$defs/money" },
      note: { type: ["string", "null"] },
      at: { type: "string", format: "date-time" },
      day: { type: "string", format: "date" },
      paid: { type: "boolean" },
      reason: { enum: ["returned", "damaged"], description: "Why" },
      lines: { type: "array", items: { type: "object", properties: { qty: { type: "number" } }, required: ["qty"] } },
      other: { anyOf: [{ type: "string" }, { type: "number" }] },
      maybe: { anyOf: [{ type: "number" }, { type: "null" }] },
    },
  };

  test("are of the kinds that the schema says, and JSON where it leaves several open", () => {
    const { members = [] } = formField(schema);
    const kinds = members.map(({ name, field }) => [name, field.kind, field.nullable]);
    expect(kinds).toEqual([
      ["amount", "number", false],
      ["note", "text", true],
      ["at", "date-time", false],
      ["day", "date", false],
      ["paid", "boolean", false],
      ["reason", "choice", false],
      ["lines", "list", false],
      ["other", "json", false],
      ["maybe", "number", true],
    ]);
    expect(members[5]?.field).toMatchObject({ choices: ['"returned"', '"damaged"'], description: "Why" });
    expect(members[6]?.field.item?.members?.[0]).toMatchObject({ name: "qty", required: true });
  });

  test("offer numbers to choose from with every digit, and stand for the one that is there", () => {
    const field = formField(parseForReading('{"enum":[1,2,90071992547409931,1.50,"1",null]}'));
    expect(field).toMatchObject({ nullable: true, choices: ["1", "2", "90071992547409931", "1.50", '"1"'] });
    expect(isOfKind(field, typedNumber("2"))).toBe(true);
    expect(isOfKind(field, typedNumber("3"))).toBe(false);
    expect(jsonTextOf(withValueAt({}, ["tier"], emptyValue(field)))).toBe('{"tier":1}');
    const one = formField(parseForReading('{"const":12345678901234567890}'));
    expect(jsonTextOf(emptyValue(one))).toBe("12345678901234567890");
  });

  test("begin with all that is required", () => {
    expect(jsonTextOf(emptyValue(formField(schema)))).toBe('{"amount":0,"lines":[]}');
  });

  test("end where a schema goes round in circles", () => {
    const circle = { $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/a" } } };
    expect(formField(circle).kind).toBe("json");
    const tree = { $ref: "#/$defs/t", $defs: { t: { type: "object", properties: { t: { $ref: "#/$defs/t" } } } } };
    expect(formField(tree).kind).toBe("object");
  });

  test("say what is wrong with what is filled in", () => {
    const of = (kind: FormField["kind"], whole = false): FormField => ({ kind, nullable: false, whole });
    expect(fieldProblem(of("number"), "12.")).toBe("This is no number.");
    expect(fieldProblem(of("number", true), typedNumber("12.50"))).toBe("A whole number belongs here.");
    for (const whole of ["12.0", "1.5e1", "0e-3", "9007199254740993"]) {
      expect(fieldProblem(of("number", true), typedNumber(whole))).toBeNull();
    }
    expect(fieldProblem(of("date-time"), "yesterday")).toContain("An instant");
    expect(fieldProblem(of("date-time"), "2026-03-01T12:00:00+01:00")).toBeNull();
    expect(isOfKind(of("boolean"), "true")).toBe(false);
  });
});
