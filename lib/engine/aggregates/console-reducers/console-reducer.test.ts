import fc from "fast-check";
import { expect, test } from "vitest";
import { ReducerFailedError } from "../../errors";
import { ExpressionError } from "../../evolution/cel/parse";
import { compileChain } from "../../evolution/chain";
import { parseLossless, stringifyLossless } from "../../json";
import { storedEvent } from "../../testing/stored-event";
import { reducerHash } from "../reducer";
import { startFold } from "../state-at";
import { compileConsoleReducer, InvalidReducerError } from "./console-reducer";
import { ReducerChangeError } from "./console-reducer-changes";
import { type ConsoleReducerInput, ConsoleReducerSchema } from "./console-reducer-definition";

const chain = compileChain([]);

function reducerOf(definition: Partial<ConsoleReducerInput>, version = 1) {
  return compileConsoleReducer(
    ConsoleReducerSchema.parse({ name: "r", category: "c", on: [], ...definition }),
    version,
  );
}

type Fact = readonly [type: string, dataText: string];

function eventsOf(facts: readonly Fact[]) {
  return facts.map(([type, dataText], index) =>
    storedEvent({ type, data: JSON.parse(dataText), dataText, version: index + 1, streamId: "c-1" }),
  );
}

function folded(definition: Partial<ConsoleReducerInput>, facts: readonly Fact[]) {
  const reducer = reducerOf(definition);
  const fold = startFold(reducer, chain, reducer.initial);
  for (const event of eventsOf(facts)) fold.apply(event);
  return { text: stringifyLossless(fold.state()), problems: fold.problems };
}

const set = (path: string, expression: string, when?: string) =>
  ({ op: "set", path, expression, ...(when === undefined ? {} : { when }) }) as const;
const textAfter = (expression: string, dataText: string, initial: object = {}) =>
  folded({ initial, on: [{ type: "E", changes: [set("x", expression)] }] }, [["E", dataText]]);

test("sets, removes, adds, changes and takes, each change on what those before it left", () => {
  const definition: Partial<ConsoleReducerInput> = {
    initial: { lines: [], status: "new" },
    on: [
      {
        type: "Added",
        changes: [
          {
            op: "change",
            path: "lines",
            where: { member: "sku", equals: "data.sku" },
            set: [{ path: "quantity", expression: "item.quantity + data.quantity" }],
            otherwise: "{'sku': data.sku, 'quantity': data.quantity}",
          },
          set("count", "size(state.lines)"),
        ],
      },
      { type: "Removed", changes: [{ op: "take", path: "lines", where: { member: "sku", equals: "data.sku" } }] },
      {
        type: "Noted",
        when: "data.text != ''",
        changes: [
          { op: "add", path: "notes.all", expression: "data.text" },
          { op: "remove", path: "status" },
        ],
      },
    ],
  };
  const { text, problems } = folded(definition, [
    ["Added", '{"sku":"a","quantity":1}'],
    ["Added", '{"sku":"b","quantity":2}'],
    ["Added", '{"sku":"a","quantity":5}'],
    ["Removed", '{"sku":"b"}'],
    ["Noted", '{"text":""}'],
    ["Noted", '{"text":"one"}'],
    ["Noted", '{"text":"two"}'],
    ["Ignored", '{"status":"x"}'],
  ]);
  expect(problems).toEqual([]);
  expect(JSON.parse(text)).toEqual({
    lines: [{ sku: "a", quantity: 6 }],
    count: 2,
    notes: { all: ["one", "two"] },
  });
});

test("lays the fields of other types over the state where it is asked to", () => {
  const { text } = folded({ otherwise: "merge", on: [{ type: "E", changes: [set("n", "1")] }] }, [
    ["Other", '{"a":"1","n":1.50}'],
    ["E", '{"a":"2"}'],
  ]);
  expect(JSON.parse(text)).toEqual({ a: "1", n: 1 });
});

test.each([
  ["data.n", '{"n":12345678901234567890}', "12345678901234567890"],
  ["data.n", '{"n":41.0}', "41.0"],
  ["data", '{"n":1.10,"l":[2.50,{"m":1e2}]}', '{"n":1.10,"l":[2.50,{"m":1e2}]}'],
  ["data.n > 1 ? data.n : 0", '{"n":2.10}', "2.10"],
  ["{'a': data.l.filter(i, i.p > 1)}", '{"l":[{"p":1.00},{"p":2.00}]}', '{"a":[{"p":2.00}]}'],
  ["data.a + data.b", '{"a":0.1,"b":0.2}', "0.3"],
  ["data.a - 0.1", '{"a":0.3}', "0.2"],
  ["0.1 + 0.2", "{}", "0.3"],
  ["data.a * 100", '{"a":1.15}', "115"],
  ["data.a * data.b", '{"a":123456789,"b":987654321}', "121932631112635269"],
  ["data.a + 1", '{"a":9007199254740993}', "9007199254740994"],
  ["-data.a", '{"a":1.50}', "-1.5"],
  ["data.a / 3", '{"a":1.0}', String(1 / 3)],
  ["round(data.a, 2)", '{"a":1.005}', "1.01"],
  ["round(data.a)", '{"a":-2.5}', "-3"],
  ["floor(data.a)", '{"a":-2.5}', "-3"],
  ["max(data.a, 1.25)", '{"a":1.30}', "1.30"],
  ["string(data.a)", '{"a":1.30}', '"1.30"'],
  ["int(data.a)", '{"a":12345678901234567890.9}', "12345678901234567890"],
  ["data.a == 1", '{"a":1.0}', "true"],
  ["data.a == data.b", '{"a":1.50,"b":1.5}', "true"],
  ["data.a in [0.5, 1.5]", '{"a":1.50}', "true"],
  ["data.a < data.b", '{"a":12345678901234567890,"b":12345678901234567891}', "true"],
  ["2.0 < data.a", '{"a":2.5}', "true"],
  ["9223372036854775807", "{}", "9223372036854775807"],
  ["timestamp('2026-01-02T03:04:05Z')", "{}", '"2026-01-02T03:04:05.000Z"'],
])("computes %s of %s digit for digit", (expression, data, expected) => {
  const { text, problems } = textAfter(expression, data);
  expect(problems).toEqual([]);
  expect(text).toBe(`{"x":${expected}}`);
});

test("a sum of amounts in the state has the digits that a decimal addition gives", () => {
  const cents = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { maxLength: 40 });
  fc.assert(
    fc.property(cents, (amounts) => {
      const facts = amounts.map((amount): Fact => ["E", `{"amount":${(amount / 100).toFixed(2)}}`]);
      const { text } = folded(
        { initial: { total: 0 }, on: [{ type: "E", changes: [set("total", "state.total + data.amount")] }] },
        facts,
      );
      const total = amounts.reduce((sum, amount) => sum + amount, 0);
      expect(text).toBe(`{"total":${String(total / 100)}}`);
    }),
  );
});

test("folds as a reducer written by hand does, from the start and from any state in between", () => {
  const definition: Partial<ConsoleReducerInput> = {
    initial: { open: false, balance: 0, entries: [] },
    on: [
      { type: "Opened", changes: [set("open", "true"), set("owner.name", "data.by")] },
      {
        type: "Paid",
        when: "state.open",
        changes: [
          set("balance", "state.balance + data.amount"),
          { op: "add", path: "entries", expression: "{'at': event.version, 'amount': data.amount}" },
        ],
      },
      { type: "Closed", changes: [set("open", "false"), { op: "remove", path: "owner" }] },
    ],
  };
  interface State {
    open: boolean;
    balance: number;
    entries: { at: number; amount: number }[];
    owner?: { name: string };
  }
  const byHand = (facts: readonly Fact[]): State => {
    let state: State = { open: false, balance: 0, entries: [] };
    facts.forEach(([type, text], index) => {
      const data = JSON.parse(text) as { by: string; amount: number };
      if (type === "Opened") state = { ...state, open: true, owner: { name: data.by } };
      if (type === "Paid" && state.open) {
        const entries = [...state.entries, { at: index + 1, amount: data.amount }];
        state = { ...state, balance: (state.balance * 4 + data.amount * 4) / 4, entries };
      }
      if (type === "Closed") {
        const { owner: _, ...rest } = state;
        state = { ...rest, open: false };
      }
    });
    return state;
  };
  const fact = fc.oneof(
    fc.string().map((by): Fact => ["Opened", JSON.stringify({ by })]),
    fc.integer({ min: -400, max: 400 }).map((quarters): Fact => ["Paid", JSON.stringify({ amount: quarters / 4 })]),
    fc.constant<Fact>(["Closed", "{}"]),
    fc.constant<Fact>(["Unknown", '{"balance":1}']),
  );
  fc.assert(
    fc.property(fc.array(fact, { maxLength: 30 }), fc.nat(30), (facts, cut) => {
      const reducer = reducerOf(definition);
      const events = eventsOf(facts);
      const whole = startFold(reducer, chain, reducer.initial);
      for (const event of events) whole.apply(event);
      expect(whole.problems).toEqual([]);
      expect(JSON.parse(stringifyLossless(whole.state()))).toEqual(byHand(facts));
      // A snapshot is a state that was written and read again.
      const half = startFold(reducer, chain, reducer.initial);
      for (const event of events.slice(0, cut)) half.apply(event);
      const rest = startFold(reducer, chain, parseLossless(stringifyLossless(half.state())) as typeof reducer.initial);
      for (const event of events.slice(cut)) rest.apply(event);
      expect(stringifyLossless(rest.state())).toBe(stringifyLossless(whole.state()));
    }),
  );
});

test("whatever a definition says and events hold, a fold ends, says what failed, and leaves states as they were", () => {
  const paths = fc.constantFrom("a", "b.c", "l", "l.0", "l.0.x", "a.b", "/odd~1name", "b");
  const expressions = fc.constantFrom(
    "data",
    "data.a",
    "state",
    "state.l",
    "state.a",
    "data.l",
    "[state.l, data.a]",
    "{'x': data.a, '__proto__': 1}",
    "data.a + state.a",
    "state.l + state.l",
    "data.a * data.a",
    "1 / 0",
    "item",
    "event.metadata",
    "event.version",
    "null",
    "timestamp(data.a)",
  );
  const where = fc.record({ member: fc.constantFrom("", "x", "x.y"), equals: expressions });
  const when = fc.option(fc.constantFrom("true", "false", "data.a", "state.a == data.a"), { nil: undefined });
  const change = fc
    .oneof(
      fc.record({ op: fc.constantFrom("set", "add"), path: paths, expression: expressions }),
      fc.record({ op: fc.constant("remove"), path: paths }),
      fc.record({
        op: fc.constant("change"),
        path: paths,
        where,
        set: fc.array(fc.record({ path: fc.constantFrom("x", "", "x.y"), expression: expressions }), { maxLength: 2 }),
        otherwise: expressions,
      }),
      fc.record({ op: fc.constant("take"), path: paths, where }),
    )
    .chain((made) => when.map((condition) => ({ ...made, ...(condition === undefined ? {} : { when: condition }) })));
  const definitions = fc.record({
    on: fc.array(fc.record({ type: fc.constantFrom("A", "B"), changes: fc.array(change, { maxLength: 5 }) }), {
      maxLength: 2,
    }),
    otherwise: fc.constantFrom("ignore", "merge"),
    initial: fc.constantFrom({}, { l: [], a: 1 }, { b: { c: [1.5] } }),
  });
  const texts = fc.oneof(
    fc.json({ maxDepth: 4 }),
    fc.constantFrom(
      '{"a":1e400}',
      '{"a":1e-999999999}',
      `{"a":${"9".repeat(900)}}`,
      '{"__proto__":{"x":1},"constructor":2,"a":{"constructor":"x"}}',
      `{"a":${"[".repeat(150)}${"]".repeat(150)}}`,
      '{"a":1,"l":[{"x":1},{"x":1.0}]}',
      '{"isLosslessNumber":true,"value":"evil","a":{"isLosslessNumber":true,"value":"1"}}',
    ),
  );
  const facts = fc.array(
    fc.tuple(fc.constantFrom("A", "B", "C"), texts).map(([type, text]): Fact => [type, text]),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(definitions, facts, (input, history) => {
      const parsed = ConsoleReducerSchema.safeParse({ name: "r", category: "c", ...input });
      fc.pre(parsed.success);
      if (!parsed.success) return;
      const run = () => {
        const reducer = compileConsoleReducer(parsed.data, 1);
        const fold = startFold(reducer, chain, reducer.initial);
        const states: string[] = [];
        for (const event of eventsOf(history)) {
          const before = fold.state();
          const text = stringifyLossless(before);
          fold.apply(event);
          expect(stringifyLossless(before)).toBe(text);
          states.push(stringifyLossless(fold.state()));
        }
        for (const { error } of fold.problems) expect(error).toBeInstanceOf(ReducerFailedError);
        return { states, problems: fold.problems.map(({ error }) => error.message) };
      };
      const first = run();
      expect(run()).toEqual(first);
      for (const text of first.states) expect(() => JSON.parse(text)).not.toThrow();
    }),
    { numRuns: 400 },
  );
  expect(({} as Record<string, unknown>).x).toBeUndefined();
}, 60_000);

test("an error names the type, the version, the change and the place in its expression", () => {
  const { problems, text } = folded(
    { initial: { n: 1 }, on: [{ type: "E", changes: [set("n", "5"), set("total.sum", "1 + data.amount")] }] },
    [
      ["E", '{"amount":"x"}'],
      ["E", '{"amount":1}'],
    ],
  );
  // What the first change of a failed event did is gone too.
  expect(text).toBe('{"n":5,"total":{"sum":2}}');
  const [problem] = problems;
  expect(problem?.version).toBe(1);
  expect(problem?.error.message).toContain("on E, change 2 of total.sum: ");
  const cause = problem?.error.cause as ReducerChangeError;
  expect(cause).toBeInstanceOf(ReducerChangeError);
  expect(cause).toMatchObject({ type: "E", change: 1, path: "total.sum", part: "expression" });
  expect(cause.cause).toBeInstanceOf(ExpressionError);
  expect(cause.place).toEqual({ start: 0, end: 15 });
});

test("an event whose changes together take too long fails, and does not hold the process", () => {
  const items = JSON.stringify({ items: Array.from({ length: 20_000 }, () => ({ n: 1 })) });
  const each = { path: "m", expression: "[1, 2, 3, 4, 5, 6, 7, 8].map(i, i * item.n)" };
  const { problems, text } = folded(
    {
      on: [
        { type: "Loaded", changes: [set("list", "data.items")] },
        {
          type: "Slow",
          changes: Array.from({ length: 20 }, () => ({
            op: "change" as const,
            path: "list",
            where: { member: "n", equals: "1" },
            set: Array.from({ length: 20 }, () => each),
          })),
        },
        { type: "Fine", changes: [set("n", "size(state.list)")] },
      ],
    },
    [
      ["Loaded", items],
      ["Slow", "{}"],
      ["Fine", "{}"],
    ],
  );
  expect(problems.map(({ version, error }) => [version, error.message.includes("too many steps")])).toEqual([
    [2, true],
  ]);
  expect(JSON.parse(text)).toMatchObject({ n: 20_000 });
}, 20_000);

test("a definition with an expression that is none does not compile, and says which", () => {
  const compile = () => reducerOf({ on: [{ type: "E", changes: [set("n", "1 +")] }] });
  expect(compile).toThrow(InvalidReducerError);
  expect(compile).toThrow(/on E, change 1 of n/);
});

test("its snapshots go by what it says: shared by processes, stale when a change, the start or the rest differs", () => {
  const on: ConsoleReducerInput["on"] = [{ type: "E", changes: [set("n", "1")] }];
  const hashOf = (part: Partial<ConsoleReducerInput>) => reducerHash(reducerOf({ on, ...part }), chain);
  expect(hashOf({})).toBe(hashOf({ description: "said otherwise", snapshotEvery: 20 }));
  const others = [{ on: [] }, { initial: { n: 0 } }, { otherwise: "merge" as const }, { name: "other" }];
  expect(new Set([{}, ...others].map(hashOf)).size).toBe(others.length + 1);
});

test.each([
  [{ name: "Upper" }, "name"],
  [{ category: "$audit" }, "category"],
  [{ category: "a-b" }, "category"],
  [{ initial: [] }, "initial"],
  [{ on: [{ type: "E", changes: [set("__proto__.x", "1")] }] }, "on.0.changes.0.path"],
  [{ on: [{ type: "E", changes: [set("", "1")] }] }, "on.0.changes.0.path"],
  [
    {
      on: [
        { type: "E", changes: [] },
        { type: "E", changes: [] },
      ],
    },
    "on.1.type",
  ],
  [{ snapshotEvery: 1 }, "snapshotEvery"],
])("refuses %j", (part, path) => {
  const parsed = ConsoleReducerSchema.safeParse({ name: "r", category: "c", on: [], ...part });
  expect(parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join("."))).toContain(path);
});
