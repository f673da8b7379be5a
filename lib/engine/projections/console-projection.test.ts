import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReadableEvent } from "../evolution/upcaster";
import { storedEvent } from "../testing/stored-event";
import { type ConsoleDefinitionInput, ConsoleDefinitionSchema } from "./console-definition";
import { compileConsoleProjection } from "./console-projection";
import { foldAll, type Rows } from "./fold";
import { projection } from "./projection";

interface Account {
  readonly owner: string | null;
  readonly balance: number | null;
  readonly moves: number | null;
  readonly last_position: bigint | null;
  readonly last_at: Date | null;
  readonly detail: unknown;
  readonly tags: readonly string[] | null;
  readonly big: boolean | null;
}

const columns = {
  owner: "text",
  balance: "numeric(12,2)",
  moves: "integer",
  last_position: "bigint",
  last_at: "timestamptz",
  detail: "jsonb",
  tags: "text[]",
  big: "boolean",
} as const;

const inCel: ConsoleDefinitionInput = {
  name: "accounts",
  key: "data.to",
  columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
  on: [
    {
      type: "Moved",
      set: {
        balance: "coalesce(row.balance, 0) + data.amount",
        moves: "exists ? row.moves + 1 : 1",
        last_position: "event.position",
        last_at: "event.occurredAt",
        detail: "{'to': data.to, 'n': [data.amount, null]}",
        tags: "data.text == '' ? [] : [data.text]",
        big: "data.amount > 100 || data.amount < -100",
      },
      deleteWhen: "data.text == 'close'",
    },
    { type: "Named", set: { owner: "data.text" } },
  ],
};

interface Data {
  readonly to: readonly string[];
  readonly amount: number;
  readonly text: string;
}

const blank: Account = {
  owner: null,
  balance: null,
  moves: null,
  last_position: null,
  last_at: null,
  detail: null,
  tags: null,
  big: null,
};

const inTypeScript = projection<Account>({
  name: "accounts",
  version: 1,
  key: (event) => (event.data as Data).to,
  columns,
  on: {
    Moved: (row, event) => {
      const { to, amount, text } = event.data as Data;
      if (text === "close") return null;
      return {
        ...(row ?? blank),
        balance: (row?.balance ?? 0) + amount,
        moves: (row?.moves ?? 0) + 1,
        last_position: event.position,
        last_at: event.occurredAt,
        detail: { to, n: [amount, null] },
        tags: text === "" ? [] : [text],
        big: amount > 100 || amount < -100,
      };
    },
    Named: (row, event) => ({ ...(row ?? blank), moves: row?.moves ?? 0, owner: (event.data as Data).text }),
  },
});

const definition = (change: Partial<ConsoleDefinitionInput> = {}) =>
  ConsoleDefinitionSchema.parse({ ...inCel, ...change });

function eventOf(data: unknown, type: string, version: number): ReadableEvent {
  const event = storedEvent({ type, version, position: BigInt(version), dataText: JSON.stringify(data) });
  return { ...event, stored: { type, schemaVersion: 1 } };
}

const one = (set: Record<string, string>, data: unknown, change: Partial<ConsoleDefinitionInput> = {}) =>
  foldAll(compileConsoleProjection(definition({ key: "event.streamId", on: [{ type: "T", set }], ...change }), 1), [
    eventOf(data, "T", 1),
  ])
    .values()
    .next().value;

describe("folding", () => {
  const events = fc.array(
    fc.record({
      type: fc.constantFrom("Moved", "Moved", "Named", "Other"),
      to: fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { maxLength: 3 }),
      amount: fc.oneof(fc.integer({ min: -200, max: 200 }), fc.double({ noNaN: true, min: -1000, max: 1000 })),
      text: fc.constantFrom("", "x", "close", "été"),
    }),
    { maxLength: 60 },
  );

  test("gives the rows that the same fold in TypeScript gives, for random histories", () => {
    const console = compileConsoleProjection(
      definition({
        on: inCel.on.map((on) =>
          on.type === "Named" ? { ...on, set: { ...on.set, moves: "coalesce(row.moves, 0)" } } : on,
        ),
      }),
      1,
    );
    fc.assert(
      fc.property(events, (history) => {
        const read = history.map(({ type, ...data }, index) => eventOf(data, type, index + 1));
        expect(foldAll(console, read)).toEqual(foldAll(inTypeScript, read));
      }),
    );
  });

  test("leaves columns without an expression as they were, and null in a new row", () => {
    const folded: Rows = foldAll(compileConsoleProjection(definition(), 1), [
      eventOf({ to: ["a"], amount: 5, text: "x" }, "Moved", 1),
      eventOf({ to: ["a", "b"], text: "Ann" }, "Named", 2),
    ]);
    expect(folded.get("a")).toMatchObject({ balance: 5, moves: 1, owner: "Ann" });
    expect(folded.get("b")).toEqual({ ...blank, owner: "Ann" });
  });

  test("lets every expression see the row before the event", () => {
    const set = { balance: "coalesce(row.balance, 0) + 1", moves: "coalesce(row.balance, 0)" };
    const compiled = compileConsoleProjection(definition({ key: "'k'", on: [{ type: "T", set }] }), 1);
    expect(foldAll(compiled, [eventOf({}, "T", 1), eventOf({}, "T", 2)]).get("k")).toMatchObject({
      balance: 2,
      moves: 1,
    });
  });

  test("names the column and the place of an expression that has no answer", () => {
    expect(() => one({ moves: "data.a + 1" }, { b: 1 })).toThrow(
      expect.objectContaining({
        cause: expect.objectContaining({ message: 'Column "moves": No such key: a (at character 6)' }),
      }),
    );
    expect(() => one({ big: "data.a" }, { a: "x" })).toThrow();
  });

  test("takes a key as text, a list, a number or nothing, and nothing else", () => {
    const keysOf = (key: string, data: unknown) => [
      ...foldAll(compileConsoleProjection(definition({ key, on: [{ type: "T", set: {} }] }), 1), [
        eventOf(data, "T", 1),
      ]).keys(),
    ];
    expect(keysOf("[data.a, 'b', null]", { a: "x" })).toEqual(["x", "b"]);
    expect(keysOf("data.a", { a: 7 })).toEqual(["7"]);
    expect(keysOf("data.a", { a: null })).toEqual([]);
    expect(keysOf("data.l.map(i, i.id)", { l: [{ id: "1" }, { id: "2" }] })).toEqual(["1", "2"]);
    expect(() => keysOf("data.a", { a: { b: 1 } })).toThrow();
    expect(() => keysOf("event.occurredAt", {})).toThrow();
  });

  test("treats a field that is not there as null in coalesce, and evaluates the other value only then", () => {
    expect(one({ moves: "coalesce(data.a.b, 3)" }, {})).toMatchObject({ moves: 3 });
    expect(one({ moves: "coalesce(data.a, data.missing)" }, { a: 2 })).toMatchObject({ moves: 2 });
  });

  test("fetches only the fields of events that the expressions look at", () => {
    const fieldsOf = (expression: string) =>
      compileConsoleProjection(definition({ on: [{ type: "T", set: { owner: expression } }] }), 1).eventFields;
    expect(fieldsOf("event.type")).toEqual([]);
    expect(fieldsOf("event.metadata.actor")).toEqual(["metadata"]);
    expect(fieldsOf("has(event.metadata.actor) ? 'a' : 'b'")).toEqual(["metadata"]);
    expect(fieldsOf("event['eventId']")).toEqual(["eventId", "metadata", "recordedAt"]);
  });
});

describe("a definition", () => {
  test("is of the console, and its hash changes with its version and its expressions only", () => {
    const hash = (change: Partial<ConsoleDefinitionInput> = {}, version = 1) =>
      compileConsoleProjection(definition(change), version).definitionHash;
    expect(compileConsoleProjection(definition(), 3)).toMatchObject({ source: "console", version: 3, keyedBy: "key" });
    expect(compileConsoleProjection(definition({ key: "event.streamId" }), 1).keyedBy).toBe("stream");
    expect(hash({ description: "other words" })).toBe(hash());
    expect(hash({}, 2)).not.toBe(hash());
    expect(hash({ on: [{ type: "Moved", set: { moves: "1" } }] })).not.toBe(hash());
  });

  test.each([
    ["an upper-case name", { name: "Accounts" }],
    ["a name with a quote", { name: 'a"; drop table x' }],
    ["a column that Postgres needs", { columns: [{ name: "xmin", type: "text" }] }],
    ["a column that plain objects have", { columns: [{ name: "constructor", type: "text" }] }],
    ["a column named as the key's", { keyColumn: "owner" }],
    ["a column twice", { columns: [...inCel.columns, { name: "owner", type: "text" }] }],
    ["a type that a read model cannot have", { columns: [{ name: "owner", type: "money" }] }],
    ["an expression for no column", { on: [{ type: "T", set: { nobody: "1" } }] }],
    ["an index on no column", { indexes: [["nobody"]] }],
    [
      "an event type twice",
      {
        on: [
          { type: "T", set: {} },
          { type: "T", set: {} },
        ],
      },
    ],
    ["too many partitions", { partitions: 5000 }],
    ["a very long expression", { key: "1".repeat(3000) }],
    ["a field nobody knows", { evil: true }],
  ])("with %s is refused", (_, change) => {
    expect(ConsoleDefinitionSchema.safeParse({ ...inCel, ...change }).success).toBe(false);
  });

  test.each(["1 +", "nosuch(1)", "process.env", "'a' * 2"])(
    "with the expression %s is refused, with its name",
    (text) => {
      const broken = definition({ on: [{ type: "T", set: { owner: text } }] });
      expect(() => compileConsoleProjection(broken, 1)).toThrow('cannot run column "owner" on "T"');
    },
  );

  test("cannot reach what is not JSON, nor take for ever", () => {
    const data = { l: Array.from({ length: 3000 }, (_, index) => index), __proto__: { polluted: 1 } };
    for (const text of ["data.constructor.name", "row.__proto__", "data.toString()", "data.polluted"]) {
      expect(() => one({ owner: text }, data), text).toThrow();
    }
    expect(() => one({ big: "data.l.all(a, data.l.all(b, data.l.all(c, true)))" }, data)).toThrow("too many steps");
  });

  test("may follow types and fields whatever they are called", () => {
    const compiled = compileConsoleProjection(
      definition({ key: "event.streamId", on: [{ type: "__proto__", set: { owner: 'data["a b"]' } }] }),
      1,
    );
    const rows = foldAll(compiled, [eventOf({ "a b": "x" }, "__proto__", 1), eventOf({}, "toString", 2)]);
    expect([...rows.values()]).toMatchObject([{ owner: "x" }]);
  });
});
