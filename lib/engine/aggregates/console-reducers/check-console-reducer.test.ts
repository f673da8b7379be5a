import { expect, test } from "vitest";
import { addToShape, emptyShape } from "../../evolution/data-shape";
import { checkConsoleReducer } from "./check-console-reducer";
import { type ConsoleReducerInput, ConsoleReducerSchema } from "./console-reducer-definition";

const shape = emptyShape();
addToShape(shape, { total: 1, customer: { name: "x" }, note: "n" });
addToShape(shape, { total: 1.5, customer: { name: "y" } });

function problems(part: Partial<ConsoleReducerInput>) {
  const definition = ConsoleReducerSchema.parse({ name: "r", category: "c", on: [], ...part });
  return checkConsoleReducer(definition, new Map([["E", shape]])).map(({ path, severity, from, to, message }) => ({
    path,
    severity,
    at: [from, to],
    message,
  }));
}

const set = (expression: string, path = "x"): ConsoleReducerInput["on"] => [
  { type: "E", changes: [{ op: "set", path, expression }] },
];

test("finds nothing in a definition that is right", () => {
  const on: ConsoleReducerInput["on"] = [
    {
      type: "E",
      when: "state.total >= 0 && data.total > 0",
      changes: [
        { op: "set", path: "total", expression: "state.total + data.total", when: "has(data.note)" },
        { op: "set", path: "by", expression: "coalesce(state.by, data.customer.name)" },
        {
          op: "change",
          path: "lines",
          where: { member: "n", equals: "data.total" },
          set: [{ path: "n", expression: "item.n + 1" }],
          otherwise: "{'n': data.total}",
        },
        { op: "take", path: "lines", where: { member: "", equals: "1" } },
        { op: "set", path: "names", expression: "state.total > 1 ? ['a'].map(item, item + 'x') : []" },
      ],
    },
  ];
  expect(problems({ initial: { total: 0 }, on })).toEqual([]);
});

test.each([
  ["data.totl", [5, 9], 'No event "E" has data.totl. Is it "total"?'],
  ["state.tota + 1", [6, 10], 'No change makes state.tota. Is it "total"?'],
  ["row.total", [4, 9], "A reducer has no row."],
  ["coalese(data.total, 1)", [0, 7], 'There is no function "coalese". Is it "coalesce"?'],
  ["data.total + data.customer.name", [0, 31], '"+" does not go with a number and text.'],
  ["item.x", [0, 4], "There is an item only where items of a list are changed."],
  ["1 +", [3, 3], null],
])("marks the mistake in %s", (expression, at, message) => {
  const [problem, ...others] = problems({ initial: { total: 0 }, on: set(expression) });
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ path: "on.0.changes.0.expression", severity: "error" });
  if (message !== null) expect(problem).toMatchObject({ at, message });
});

test("warns of what is not there from the start, or not in every event", () => {
  expect(problems({ on: set("state.x + 1") })[0]).toMatchObject({ severity: "warning", at: [6, 7] });
  expect(problems({ on: set("data.note") })[0]).toMatchObject({ severity: "warning", at: [5, 9] });
  expect(problems({ on: set("coalesce(state.x, 0) + 1") })).toEqual([]);
});

test("does not know the fields of a state that others are merged into", () => {
  expect(problems({ otherwise: "merge", on: set("state.anything") })).toEqual([]);
});

test("holds conditions to truth values, and what is compared to single values", () => {
  const on: ConsoleReducerInput["on"] = [
    {
      type: "E",
      when: "1 + 1",
      changes: [
        { op: "remove", path: "x", when: "'a'" },
        { op: "take", path: "l", where: { member: "n", equals: "[1]" } },
        { op: "take", path: "l", where: { member: "n", equals: "" } },
      ],
    },
  ];
  expect(problems({ on }).map(({ path, message }) => [path, message])).toEqual([
    ["on.0.when", "A condition is a truth value, and not a whole number."],
    ["on.0.changes.0.when", "A condition is a truth value, and not text."],
    ["on.0.changes.1.where.equals", "Nothing equals a list."],
    ["on.0.changes.2.where.equals", "Write an expression."],
  ]);
});
