import { expect, test } from "vitest";
import { addToShape, type DataShape, emptyShape, shapePaths } from "../evolution/data-shape";
import { checkConsoleProjection } from "./check-console-projection";
import { ConsoleDefinitionSchema } from "./console-definition";

const events: readonly unknown[] = [
  {
    amount: 12.5,
    text: "a",
    lines: [{ price: 1 }],
    address: { city: "Rome" },
    "vehicle class": "A",
    mixed: 1,
    paid: true,
  },
  { amount: 3, text: "b", lines: [], address: { city: "Oslo" }, "vehicle class": "B", mixed: "1", note: null },
];

function shapeOf(data: readonly unknown[]): DataShape {
  const shape = emptyShape();
  for (const each of data) addToShape(shape, each);
  return shape;
}

const shapes = new Map([
  ["Moved", shapeOf(events)],
  ["Named", shapeOf([{ text: "x" }])],
]);

interface Written {
  readonly text: string;
  readonly column?: string;
  readonly key?: string;
  readonly deleteWhen?: string;
}

/** The problems, each with the characters that it marks. */
function problemsOf({ text, column = "any", key, deleteWhen }: Written) {
  const definition = ConsoleDefinitionSchema.parse({
    name: "accounts",
    columns: [
      { name: "any", type: "jsonb" },
      { name: "owner", type: "text" },
      { name: "moves", type: "integer" },
      { name: "balance", type: "numeric(12,2)" },
      { name: "at", type: "timestamptz" },
      { name: "big", type: "boolean" },
      { name: "tags", type: "text[]" },
    ],
    on: [
      {
        type: "Moved",
        set: text === "" ? {} : { [column]: text },
        ...(deleteWhen === undefined ? {} : { deleteWhen }),
      },
    ],
    ...(key === undefined ? {} : { key }),
  });
  const whole = key ?? deleteWhen ?? text;
  return checkConsoleProjection(definition, shapes).map(({ from, to, message, severity, where }) => ({
    marked: whole.slice(from, to),
    message,
    severity,
    where,
  }));
}

const only = (written: Written) => {
  const found = problemsOf(written).filter(({ severity }) => severity === "error");
  expect(found, JSON.stringify(found)).toHaveLength(1);
  return found[0];
};

test.each([
  ["data.amuont * 2", "amuont", 'No event "Moved" has data.amuont. Is it "amount"?'],
  ["data.amount + data.address.town", "town", 'No event "Moved" has data.address.town.'],
  ['data["vehicle clas"]', '["vehicle clas"]', 'No event "Moved" has data.vehicle clas. Is it "vehicle class"?'],
  ["data.lines[0].prize", "prize", 'No event "Moved" has data.lines[…].prize. Is it "price"?'],
  ["row.ownr", "ownr", '"ownr" is no column. Is it "owner"?'],
  ["event.typ", "typ", 'An event has no field "typ". Is it "type"?'],
  ["1 + rund(data.amount)", "rund", 'There is no function "rund". Is it "round"?'],
  ["data.text.startWith('a')", "startWith", 'There is no function "startWith". Is it "startsWith"?'],
  ["data.text * 2", "data.text * 2", '"*" does not go with text and a whole number.'],
  ["1 + (row.owner - 1)", "row.owner - 1", '"-" does not go with text and a whole number.'],
  ["round(data.text)", "round(data.text)", "round(…) does not take text."],
  ["1 +", "+", "It ends too early"],
  ["nobody + 1", "nobody", "Unknown variable: nobody"],
])("%s is marked where it goes wrong", (text, marked, message) => {
  expect(only({ text })).toMatchObject({ marked, message });
});

test.each([
  ["balance", "data.text", "does not take text. Write double(…)"],
  ["moves", "data.text", "does not take text. Write int(…)"],
  ["big", "data.amount", "does not take a number"],
  ["owner", "data.lines", "does not take a list"],
  ["at", "data.amount", "does not take a number"],
  ["tags", "data.text", "does not take text"],
  ["owner", "{'a': 1}", "does not take a map"],
])("column %s does not take %s", (column, text, message) => {
  expect(only({ text, column })?.message).toContain(message);
});

test.each([
  ["balance", "coalesce(row.balance, 0) + data.amount"],
  ["balance", "exists ? row.balance + 1 : 0"],
  ["balance", "row.balance == null ? data.amount : null"],
  ["balance", "double(data.text)"],
  ["balance", "data.mixed"],
  ["owner", "data.address.city + ', ' + string(data.amount)"],
  ["owner", 'data["vehicle class"]'],
  ["owner", "has(data.nickname) ? data.nickname : 'none'"],
  ["owner", "event.metadata.actor"],
  ["moves", "size(data.lines)"],
  ["at", "event.occurredAt"],
  ["at", "data.text"],
  ["tags", "data.lines.map(l, string(l.price))"],
  ["big", "data.text in ['a', 'b'] && data.amount >= 1"],
  ["any", "data"],
])("column %s takes %s", (column, text) => {
  expect(problemsOf({ text, column }).filter(({ severity }) => severity === "error")).toEqual([]);
});

test("every unknown name of an expression is marked, not only the first", () => {
  const found = problemsOf({ text: "data.x1 + data.y1 + nope(1)" });
  expect(found.map(({ marked }) => marked).toSorted()).toEqual(["nope", "x1", "y1"]);
});

test("a field that some events lack is a warning, until it has another value", () => {
  expect(problemsOf({ text: "data.paid", column: "big" })).toMatchObject([
    { severity: "warning", marked: "paid", message: expect.stringContaining("missing in 1 of 2 events") },
  ]);
  expect(problemsOf({ text: "coalesce(data.paid, false)", column: "big" })).toEqual([]);
});

test("key and deletion are checked too, and say which they are", () => {
  expect(only({ text: "", key: "row.owner" })).toMatchObject({ where: { part: "key" }, marked: "owner" });
  expect(only({ text: "", key: "event.occurredAt" })?.message).toContain("A key is text");
  expect(only({ text: "", key: "data.textt" })).toMatchObject({ where: { part: "key" }, marked: "textt" });
  expect(only({ text: "", deleteWhen: "data.amount" })).toMatchObject({ where: { part: "deleteWhen", type: "Moved" } });
  expect(problemsOf({ text: "", deleteWhen: "data.paid == true", key: "data.text" }).length).toBe(1);
});

test("types whose events are not known are not checked for fields", () => {
  const definition = ConsoleDefinitionSchema.parse({
    name: "a",
    columns: [{ name: "c", type: "text" }],
    on: [{ type: "*", set: { c: "data.whatever" } }],
  });
  expect(checkConsoleProjection(definition, shapes)).toEqual([]);
});

test("the paths that occur are named as an expression names them", () => {
  expect(shapePaths(shapeOf(events)).map(({ path }) => path)).toEqual([
    "data.amount",
    "data.text",
    "data.lines",
    "data.lines[0].price",
    "data.address",
    "data.address.city",
    'data["vehicle class"]',
    "data.mixed",
    "data.paid",
    "data.note",
  ]);
});
