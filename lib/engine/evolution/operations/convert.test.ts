import { describe, expect, test } from "vitest";
import { storedEvent } from "../../testing/stored-event";
import { compileChain } from "../chain";
import { declarativeUpcaster } from "../declarative-upcaster";
import { OperationFailedError } from "./operation-failed";

const definition = { title: "Convert", type: "Credited", toType: "Credited" };

function convert(value: string, operation: object): string {
  const upcaster = declarativeUpcaster({
    ...definition,
    id: "c",
    fromVersion: 1,
    toVersion: 2,
    operations: [{ op: "convert", path: "v", ...operation }],
  });
  const [event] = compileChain([upcaster]).upcast(storedEvent({ dataText: `{"v":${value}}` }));
  expect(JSON.parse(event?.dataText ?? "")).toEqual(event?.data);
  return event?.dataText.slice('{"v":'.length, -1) ?? "";
}

function failure(value: string, operation: object): string {
  try {
    convert(value, operation);
  } catch (error) {
    const { cause } = error as Error;
    if (!(cause instanceof OperationFailedError)) throw error;
    expect(cause).toMatchObject({ operation: 0, path: "v", value: value.slice(0, 200) });
    return cause.message;
  }
  throw new Error("It was converted.");
}

describe("to an integer", () => {
  test.each([
    ["41.0", 0, "41"],
    ["12.5", 2, "1250"],
    ['"12.5"', 2, "1250"],
    ["0.07", 2, "7"],
    ["1.10", 2, "110"],
    ["-0.05", 2, "-5"],
    ["1.15", 2, "115"],
    ["8.2", 2, "820"],
    ['" 007 "', 0, "7"],
    ["1e3", 0, "1000"],
    ["1.5e1", 0, "15"],
    ["15e-1", 1, "15"],
    ["0.000", 0, "0"],
    ["-0", 0, "0"],
    ["true", 0, "1"],
    ["12345678901234567890", 0, "12345678901234567890"],
    ["12345678901234567890.25", 2, "1234567890123456789025"],
    ['"9007199254740993"', 0, "9007199254740993"],
  ])("%s with %i decimals is %s", (value, decimals, expected) => {
    expect(convert(value, { to: "integer", decimals })).toBe(expected);
  });

  test("leaves no digits over, however far behind they stand", () => {
    expect(failure("12.505", { to: "integer", decimals: 2 })).toBe("Operation 1: v has more than 2 decimal places.");
    expect(failure("12.5", { to: "integer" })).toBe("Operation 1: v is no whole number.");
    expect(failure("1.00000000000000000001", { to: "integer" })).toBe("Operation 1: v is no whole number.");
    expect(failure("1e-400", { to: "integer" })).toBe("Operation 1: v is no whole number.");
  });

  test("says what is no number, or too large for one", () => {
    expect(failure('"many"', { to: "integer" })).toBe("Operation 1: v is no number.");
    expect(failure('""', { to: "integer" })).toBe("Operation 1: v is no number.");
    expect(failure("1e400", { to: "integer" })).toBe("Operation 1: v is too large for a number.");
    expect(failure("1e9999", { to: "integer" })).toBe("Operation 1: v is too large for a number.");
    expect(failure("null", { to: "integer" })).toContain("v is null, which cannot become integer");
    expect(failure("[1]", { to: "integer" })).toContain("v is a list");
    expect(failure('{"a":1}', { to: "text" })).toContain("v is an object");
  });
});

describe("to a number", () => {
  test.each([
    ['"12.50"', "12.50"],
    ['"007"', "7"],
    ['"-0.10"', "-0.10"],
    ['"12345678901234567890123"', "12345678901234567890123"],
    ["41.0", "41.0"],
    ["false", "0"],
  ])("%s is %s, digit for digit", (value, expected) => {
    expect(convert(value, { to: "number" })).toBe(expected);
  });

  test("takes nothing that JSON would not", () => {
    for (const value of ['"1,5"', '"0x10"', '"NaN"', '"Infinity"', '"12."', '"+5"', '"١"']) {
      expect(failure(value, { to: "number" })).toBe("Operation 1: v is no number.");
    }
    expect(failure('"1e400"', { to: "number" })).toBe("Operation 1: v is too large for a number.");
  });
});

describe("to text", () => {
  test.each([
    ["41.0", '"41.0"'],
    ["41.10", '"41.10"'],
    ["12345678901234567890", '"12345678901234567890"'],
    ["1e400", '"1e400"'],
    ["-0", '"-0"'],
    ["7", '"7"'],
    ["true", '"true"'],
    ['"as it is"', '"as it is"'],
  ])("%s is %s, with the digits of the stored text", (value, expected) => {
    expect(convert(value, { to: "text" })).toBe(expected);
  });

  test("has the digits also where another upcaster made the number", () => {
    const steps = [
      [{ op: "convert", path: "v", to: "number" }],
      [{ op: "rename", from: "v", to: "w" }],
      [{ op: "convert", path: "w", to: "text" }],
    ].map((operations, index) =>
      declarativeUpcaster({ ...definition, id: `${index}`, fromVersion: index + 1, toVersion: index + 2, operations }),
    );
    const [event] = compileChain(steps).upcast(storedEvent({ dataText: '{"v":"12.50"}' }));
    expect(event?.data).toEqual({ w: "12.50" });
    expect(event?.dataText).toBe('{"w":"12.50"}');
  });
});

test("digits that no text had before are kept through a list of operations and a chain", () => {
  const operations = [
    { op: "compute", path: "v", expression: '"12.5" + "0"' },
    { op: "convert", path: "v", to: "number" },
    { op: "convert", path: "v", to: "text" },
  ];
  const inOne = [declarativeUpcaster({ ...definition, id: "all", fromVersion: 1, toVersion: 2, operations })];
  const steps = operations.map((operation, index) =>
    declarativeUpcaster({
      ...definition,
      id: `${index}`,
      fromVersion: index + 1,
      toVersion: index + 2,
      operations: [operation],
    }),
  );
  for (const upcasters of [inOne, steps]) {
    const [event] = compileChain(upcasters).upcast(storedEvent({ dataText: "{}" }));
    expect(event?.data).toEqual({ v: "12.50" });
    expect(event?.dataText).toBe('{"v":"12.50"}');
  }
});

describe("to a truth value", () => {
  test.each([
    ["1", "true"],
    ["0", "false"],
    ["1.0", "true"],
    ['"false"', "false"],
    ['"1"', "true"],
    ["true", "true"],
  ])("%s is %s", (value, expected) => {
    expect(convert(value, { to: "boolean" })).toBe(expected);
  });

  test("takes nothing for true that is not said to be", () => {
    for (const value of ["2", '"yes"', '"TRUE"', '""', "1.00000000000000000001"]) {
      expect(failure(value, { to: "boolean" })).toContain("neither true nor false");
    }
  });
});

describe("to an instant", () => {
  test.each([
    ["1700000000", "2023-11-14T22:13:20.000Z"],
    ["1700000000123", "2023-11-14T22:13:20.123Z"],
    ["1700000000.5", "2023-11-14T22:13:20.500Z"],
    ['"1700000000"', "2023-11-14T22:13:20.000Z"],
    ["1700000000.123456789", "2023-11-14T22:13:20.123456789Z"],
    ["-1", "1969-12-31T23:59:59.000Z"],
    ["-0.25", "1969-12-31T23:59:59.750Z"],
    ["0", "1970-01-01T00:00:00.000Z"],
    ['"2026-01-31"', "2026-01-31T00:00:00.000Z"],
    ['"2026-01-31T12:00:00Z"', "2026-01-31T12:00:00.000Z"],
    ['"2026-01-31 12:00:00.123456+02"', "2026-01-31T10:00:00.123456Z"],
    ['"2026-01-01T00:30:00+05:30"', "2025-12-31T19:00:00.000Z"],
    ['"0099-12-31T23:59:59-00:01"', "0100-01-01T00:00:59.000Z"],
    ['"2024-02-29"', "2024-02-29T00:00:00.000Z"],
  ])("%s is %s", (value, expected) => {
    expect(convert(value, { to: "instant" })).toBe(JSON.stringify(expected));
  });

  test("takes no day that does not exist, and no date that can be read in two ways", () => {
    for (const value of ['"2026-02-29"', '"2026-13-01"', '"2026-01-01T25:00:00Z"', '"2026-01-01T10:00:00+25"']) {
      expect(failure(value, { to: "instant" })).toContain("is no time");
    }
    for (const value of [
      '"01/02/2026"',
      '"Jan 2, 2026"',
      '"soon"',
      "true",
      "1e30",
      "1e400",
      '"9999-12-31T23:59:59-01"',
    ]) {
      expect(failure(value, { to: "instant" })).toContain("is no time");
    }
  });

  test("is the same whatever the time zone of the machine", () => {
    expect(convert('"2026-07-01T12:00:00"', { to: "instant" })).toBe('"2026-07-01T12:00:00.000Z"');
  });
});

test("a missing field is an error, unless told otherwise; null is then left alone too", () => {
  const missing = { op: "convert", path: "w", to: "text" };
  expect(() => convert("1", missing)).toThrow(/Operation 1: w is missing\.$/);
  expect(convert("1", { ...missing, ifPresent: true })).toBe("1");
  expect(convert("null", { to: "text", ifPresent: true })).toBe("null");
});
