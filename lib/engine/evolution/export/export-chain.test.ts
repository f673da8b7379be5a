import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { storedEvent } from "../../testing/stored-event";
import { codeUpcaster, dropEvent, severalEvents } from "../code-upcaster";
import type { UpcasterDefinition } from "../declarative-upcaster";
import { exportChain } from "./export-chain";
import {
  type ExportCase,
  exported,
  forPython,
  hasPython,
  readByFoldline,
  readByPython,
  readByTypescript,
  runPython,
} from "./testing/run-exports";
import { UntranslatableError } from "./untranslatable";

let ids = 0;
function upcaster(operations: unknown, change: Partial<UpcasterDefinition> = {}): UpcasterDefinition {
  ids++;
  const target = { toType: change.type ?? "Paid", toVersion: (change.fromVersion ?? 1) + 1 };
  return { id: `u${ids}`, title: `Change ${ids}`, type: "Paid", fromVersion: 1, ...target, operations, ...change };
}

function of(definitions: readonly UpcasterDefinition[], payloads: readonly unknown[]): ExportCase {
  const events = payloads.map((data) =>
    storedEvent({ type: "Paid", dataText: typeof data === "string" ? data : JSON.stringify(data) }),
  );
  return { definitions, events };
}

const VALUES = [
  1,
  -2.5,
  1e21,
  12345678901,
  "12.50",
  " 7 ",
  "-0",
  "1e2",
  "x",
  true,
  false,
  "true",
  "0",
  null,
  [1],
  { b: 1 },
  "",
  0,
];
const TIMES = [
  "2026-01-31",
  "2026-02-30",
  "2026-01-31 12:00",
  "2026-01-31T12:00:00,5+02:00",
  "2026-01-31T12:00:00.123456789Z",
  "0000-01-01T00:30:00+01:00",
  "0001-01-01",
  "9999-12-31T23:59:59-01:00",
  1750000000,
  1750000000123,
  -1.5,
  "1750000000.25",
  1e15,
  "12:00",
  true,
];
const convert = (to: string, more: object = {}) =>
  of(
    [upcaster([{ op: "convert", path: "a", to, ...more }])],
    [...VALUES, ...TIMES].map((a) => ({ a })).concat([{} as never]),
  );

const CASES: Record<string, ExportCase> = {
  rename: of(
    [
      upcaster([
        { op: "rename", from: "a", to: "z" },
        { op: "rename", from: "o.k", to: "o.l", ifPresent: true },
        { op: "rename", from: "l.0", to: "l.5", ifPresent: true },
      ]),
    ],
    [
      { a: 1, b: 2, o: { k: 1, j: 2 } },
      { b: 1 },
      { a: null, z: 1 },
      { a: null },
      { a: 1, o: { k: 1, l: 2 } },
      { a: 1, l: [1, 2] },
      { a: 1, l: [] },
      [1],
      null,
      '"text"',
      '{"a":1,"__proto__":{"x":1},"constructor":2}',
    ],
  ),
  move: of(
    [
      upcaster([
        { op: "move", from: "a", to: "x.y.z" },
        { op: "move", from: "l.0", to: "first", ifPresent: true },
        { op: "move", from: "b", to: "b.c", ifPresent: true },
      ]),
    ],
    [
      { a: { deep: [1] }, l: [1, 2] },
      { a: 1, x: 5 },
      { a: 1, x: { y: {} }, b: 1 },
      { a: 1, x: { y: { z: 1 } } },
      { a: 1, x: [] },
      {},
      { a: 1, b: { c: 1 } },
    ],
  ),
  set: of(
    [
      upcaster([
        { op: "set", path: "c", value: { 'it\'s "quoted"\n': [1.5, -0, 1e300, null, true, "\u2028😀"] } },
        { op: "set", path: "c.d", value: [], ifMissing: true },
        { op: "set", path: "/a~1b/0", value: 1 },
        { op: "set", path: "l.1", value: 9, ifMissing: true },
      ]),
    ],
    [{}, { c: 1, "a/b": [] }, { "a/b": [5, 6], l: [1] }, { l: [1, 2] }, { l: [] }, { l: {} }, { "a/b": 1 }, [1]],
  ),
  remove: of(
    [
      upcaster([
        { op: "remove", path: "a.b" },
        { op: "remove", path: "l.0" },
        { op: "remove", path: "l.length" },
      ]),
    ],
    [{ a: { b: 1, c: 2 }, l: [1, 2] }, {}, { a: 1, l: [] }, { a: [1], l: { 0: 1 } }, null],
  ),
  "convert to an integer": convert("integer"),
  "convert to cents": convert("integer", { decimals: 2, ifPresent: true }),
  "convert to a number": convert("number"),
  "convert to text": convert("text"),
  "convert to a truth value": convert("boolean"),
  "convert to a time": convert("instant"),
  mapValues: of(
    [
      upcaster([
        {
          op: "mapValues",
          path: "a",
          values: [
            { from: 1, to: "one" },
            { from: true, to: [1] },
            { from: "x", to: null },
            { from: null, to: 0 },
          ],
        },
      ]),
    ],
    [...VALUES.map((a) => ({ a })), {}],
  ),
  "mapValues that keeps": of(
    [upcaster([{ op: "mapValues", path: "a", values: [{ from: 0, to: false }], otherwise: "keep" }])],
    [...VALUES.map((a) => ({ a })), {}],
  ),
  "mapValues with another value": of(
    [upcaster([{ op: "mapValues", path: "a.b", values: [{ from: 1, to: { n: 1 } }], otherwise: { value: { n: 0 } } }])],
    [{ a: { b: 1 } }, { a: { b: 2 } }, {}, { a: 1 }],
  ),
  "compute with an error": of(
    [upcaster([{ op: "compute", path: "c", expression: "data.a / data.b > 1.0 ? data.missing : data.a" }])],
    [{ a: 1, b: 2 }, { a: 4, b: 2 }, { a: 4, b: 0 }, { a: "x", b: 1 }, {}],
  ),
  "renameType in a chain": of(
    [
      upcaster(
        [
          { op: "compute", path: "cents", expression: "round(data.amount * 100)" },
          { op: "remove", path: "amount" },
          { op: "renameType", type: "Fine paid" },
        ],
        { toType: "Fine paid", toVersion: 2 },
      ),
      upcaster([{ op: "compute", path: "label", expression: "event.type + string(event.schemaVersion)" }], {
        type: "Fine paid",
        fromVersion: 2,
      }),
    ],
    [{ amount: 41.1 }, { amount: 1.005 }, {}, { amount: "1" }],
  ),
  drop: of(
    [
      upcaster([
        { op: "set", path: "a", value: 1 },
        { op: "drop", when: "has(data.gone) && data.gone" },
        { op: "remove", path: "gone" },
      ]),
    ],
    [{}, { gone: true }, { gone: false }, { gone: 1 }],
  ),
  "drop always": of([upcaster([{ op: "rename", from: "a", to: "b" }, { op: "drop" }])], [{ a: 1 }, {}]),
  split: of(
    [
      upcaster([
        { op: "set", path: "all", value: [1] },
        {
          op: "split",
          events: [
            {
              operations: [
                { op: "set", path: "part", value: 1 },
                { op: "set", path: "all.0", value: 2 },
              ],
            },
            {
              type: "Noted",
              schemaVersion: 1,
              when: "has(data.note)",
              operations: [{ op: "compute", path: "length", expression: "size(data.note)" }],
            },
          ],
        },
      ]),
      upcaster([{ op: "set", path: "last", value: true }], { type: "Noted" }),
    ],
    [{}, { note: "hello" }, { note: 1 }, null],
  ),
};

const names = Object.keys(CASES);
const cases = Object.values(CASES);
const named = (outcomes: readonly unknown[]) => Object.fromEntries(names.map((name, index) => [name, outcomes[index]]));
const expected = cases.map(readByFoldline);

test("every operation meets events that it can and that it cannot change", () => {
  const always = new Set(["drop always"]);
  for (const [name, outcomes] of Object.entries(named(expected))) {
    expect(
      (outcomes as unknown[]).some((outcome) => outcome !== "error"),
      name,
    ).toBe(true);
    if (!always.has(name) && !name.endsWith("that keeps") && name !== "remove")
      expect(outcomes, name).toContain("error");
  }
});

test("exported TypeScript makes of every event what Foldline makes of it", () => {
  expect(named(readByTypescript(cases))).toEqual(named(expected));
});

test.skipIf(!hasPython())(
  "exported Python makes of every event what Foldline makes of it",
  async () => {
    expect(named(await readByPython(cases))).toEqual(named(expected));
  },
  60_000,
);

test("exported TypeScript passes the strictest type check", () => {
  const files = new Map(
    cases.map((each, index) => [join(import.meta.dirname, `exported-${index}.ts`), exported(each, "typescript").text]),
  );
  const options: ts.CompilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    noImplicitOverride: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    types: [],
    skipLibCheck: true,
  };
  const host = ts.createCompilerHost(options);
  const readFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, target) => {
    const text = files.get(name);
    return text === undefined ? readFile(name, target) : ts.createSourceFile(name, text, target);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const problems = ts.getPreEmitDiagnostics(program).map(({ messageText, start = 0, file }) => {
    const line = file?.text.slice(0, start).split("\n").length ?? 0;
    return `${ts.flattenDiagnosticMessageText(messageText, " ")}: ${file?.text.split("\n")[line - 1]}`;
  });
  expect(problems).toEqual([]);
}, 60_000);

/** As the library's mapper calls the methods: one version up each time. */
const MAPPER = (name: string, state: string, version: number) =>
  `(lambda cls, state: [getattr(cls, f"upcast_v{v}_v{v + 1}")(state) for v in range(${version}, cls.class_version)] and state)(${name}, ${state})`;

describe.skipIf(!hasPython())("the methods of exported Python", () => {
  const text = (definitions: readonly UpcasterDefinition[]) => exported(of(definitions, [{}]), "python");
  const run = async (definitions: readonly UpcasterDefinition[], script: string) =>
    (await runPython([{ source: text(definitions).text, script }]))[0];

  test("take a state from version to version, as the library calls them, and leave its own fields alone", async () => {
    const cents = upcaster([
      { op: "compute", path: "cents", expression: "round(data.amount * 100)" },
      { op: "remove", path: "amount" },
    ]);
    const euro = upcaster([{ op: "set", path: "currency", value: "EUR" }], { fromVersion: 2 });
    const state = '{"amount": __import__("decimal").Decimal("41.10"), "originator_version": 3}';
    expect(await run([euro, cents], MAPPER("Paid", state, 1))).toEqual({
      cents: 4110,
      originator_version: 3,
      currency: "EUR",
    });
    expect(await run([euro, cents], MAPPER("Paid", '{"cents": 5}', 2))).toEqual({ cents: 5, currency: "EUR" });
    expect(await run([euro, cents], 'type(Paid.__dict__["upcast_v1_v2"]).__name__')).toBe("staticmethod");
  });

  test("lead a renamed type to its new class, which the file says how to register", async () => {
    const renamed = [
      upcaster(
        [
          { op: "rename", from: "a", to: "b" },
          { op: "renameType", type: "Fine paid" },
        ],
        { toType: "Fine paid", toVersion: 2 },
      ),
      upcaster([{ op: "set", path: "c", value: 1 }], { type: "Fine paid", fromVersion: 2 }),
    ];
    expect(await run(renamed, MAPPER("FinePaid", '{"a": 1}', 1))).toEqual({ b: 1, c: 1 });
    expect(text(renamed).text).toContain('register_topic("your.module:Paid", FinePaid)');
    expect(text(renamed).notes.join()).toContain("register_topic");
  });

  test("count up where an upcaster skipped a version", async () => {
    expect(
      await run([upcaster([{ op: "set", path: "a", value: 1 }], { toVersion: 4 })], MAPPER("Paid", "{}", 1)),
    ).toEqual({ a: 1 });
  });

  test("say what they cannot do instead of doing it wrong", () => {
    const source = text([upcaster([{ op: "compute", path: "a", expression: "event.streamId" }])]);
    expect(source.text).toContain("raise NotImplementedError");
    expect(source.notes.join()).toContain("looks at the event itself");
    for (const definitions of [
      [upcaster([{ op: "drop" }])],
      [upcaster([{ op: "split", events: [{ operations: [] }] }])],
    ]) {
      const file = text(definitions);
      expect(file.text).toContain("def upcast_v1_v2(state: dict[str, Any]) -> None:");
      expect(file.text).toContain("raise NotImplementedError");
      expect(file.notes.join()).toContain("NotImplementedError");
    }
  });
});

describe("upcasters in code", () => {
  const inCode = codeUpcaster({
    type: "Paid",
    from: 1,
    to: 2,
    title: "Written by hand",
    upcast: (data) =>
      data.kind === "void"
        ? dropEvent
        : data.kind === "two"
          ? severalEvents([data, { ...data, copy: true }])
          : { ...data, seen: true },
  });
  const source = `(data) => (data.kind === "void" ? dropEvent : data.kind === "two" ? severalEvents([data, { ...data, copy: true }]) : { ...data, seen: true })`;
  const events = [{}, { kind: "void" }, { kind: "two" }, 5].map((data) =>
    storedEvent({ type: "Paid", dataText: JSON.stringify(data) }),
  );
  const chain: ExportCase = {
    definitions: [upcaster([{ op: "set", path: "v", value: 3 }], { fromVersion: 2 })],
    code: [inCode],
    codeText: new Map([[inCode.id, source]]),
    events,
  };

  test("are part of exported TypeScript with their text, and read events as Foldline does", () => {
    expect(readByTypescript([chain])[0]).toEqual(readByFoldline(chain));
    expect(exported(chain, "typescript").notes).toEqual([]);
    const method = { ...chain, codeText: new Map([[inCode.id, "upcast(data) { return { ...data, m: 1 }; }"]]) };
    expect(readByTypescript([method])[0]?.[0]).toMatchObject([{ data: { m: 1, v: 3 } }]);
  });

  test("say what they need from the file they were written in", () => {
    const needy = {
      ...chain,
      codeText: new Map([[inCode.id, "(data) => ({ ...data, ...parseAddressLine(data.line), at: RATES[data.kind] })"]]),
    };
    expect(exported(needy, "typescript").notes.join()).toContain("parseAddressLine, RATES");
    const unknown = { ...chain, codeText: new Map() };
    expect(exported(unknown, "typescript").notes.join()).toContain("no worker has registered");
    expect(readByTypescript([unknown])[0]?.[0]).toBe("error");
  });

  test.skipIf(!hasPython())("are named by exported Python, which does nothing in their place", async () => {
    const [outcomes] = (await runPython([
      { source: exported(chain, "python").text, events: events.map(forPython) },
    ])) as string[][];
    expect(outcomes?.every((outcome) => outcome.startsWith('not implemented: "Written by hand"'))).toBe(true);
    expect(exported(chain, "python").notes.join()).toContain("write it in Python");
  });
});

describe("what cannot be exported", () => {
  test.each([
    ["data.t.matches(data.p)", 15],
    ["1 + size(b'bytes')", 9],
    ["uint(data.n)", 0],
    ["data.t.matches('(?i)x')", 15],
    ["data.t.matches('(')", 15],
    ["data.t.matches('\\\\pL')", 15],
  ])("is refused with expression and place: %s", (expression, start) => {
    for (const format of ["typescript", "python"] as const) {
      let error: unknown;
      try {
        exported(of([upcaster([{ op: "compute", path: "a", expression }])], [{}]), format);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(UntranslatableError);
      expect(error).toMatchObject({ expression, place: { start } });
    }
  });

  test("is also a type without upcasters", () => {
    expect(exportChain({ console: [], code: [], codeText: new Map() }, "Paid", "json")).toBeNull();
  });
});

const FINES = fileURLToPath(new URL("../../../../../shared/data/road-traffic-fines.ndjson.gz", import.meta.url));

describe.skipIf(!existsSync(FINES))("payments of the road traffic fines", () => {
  const operations = [
    { op: "convert", path: "paymentAmount", to: "integer", decimals: 2 },
    { op: "rename", from: "paymentAmount", to: "cents" },
    { op: "remove", path: "totalPaymentAmount" },
    { op: "compute", path: "euros", expression: "string(data.cents / 100) + ' EUR'" },
    { op: "renameType", type: "Fine paid" },
  ];
  const definition = {
    id: "f",
    title: "In cents",
    type: "Payment",
    fromVersion: 1,
    toType: "Fine paid",
    toVersion: 2,
    operations,
  };
  // One line in ten, as they are read: a number's digits are text here.
  const payloads = () => {
    const lines = gunzipSync(readFileSync(FINES))
      .toString("utf8")
      .split("\n")
      .filter((line) => line.includes('"Payment"'));
    return lines.filter((_, index) => index % 10 === 0).map((line) => /"data":(\{[^}]*\})/.exec(line)?.[1] ?? "");
  };
  const fines = (): ExportCase => ({
    definitions: [definition],
    events: payloads().map((dataText) => storedEvent({ type: "Payment", dataText })),
  });

  test("are the same in TypeScript, and in Python", async () => {
    const payments = fines();
    const expected = readByFoldline(payments);
    expect(expected.length).toBeGreaterThan(7_000);
    expect(expected).not.toContain("error");
    expect(readByTypescript([payments])[0]).toEqual(expected);
    if (hasPython()) expect((await readByPython([payments]))[0]).toEqual(expected);
  }, 60_000);
});
