import { expect, test } from "vitest";
import type { ReducerBody } from "@/lib/api/reducers";
import { definitionLines } from "./definition-lines";
import { definitionText, formOfText, toDefinition } from "./reducer-form";
import { readReducerText, textMarks } from "./reducer-text";
import { stateNames } from "./state-names";

const definition: Required<ReducerBody> = {
  name: "purse",
  category: "purse",
  description: "what is in it",
  initial: { balance: 0, coins: [] },
  on: [
    {
      type: "Paid",
      when: "data.amount > 0",
      changes: [
        { op: "set", path: "balance", expression: "state.balance - data.amount" },
        { op: "remove", path: "note", when: "has(state.note)" },
        { op: "add", path: "coins", expression: "{'n': data.n}" },
        {
          op: "change",
          path: "coins",
          where: { member: "n", equals: "data.n" },
          set: [{ path: "spent", expression: "true" }],
          otherwise: "{'n': data.n}",
        },
        { op: "take", path: "coins", where: { member: "", equals: "1" } },
      ],
    },
  ],
  otherwise: "merge",
  snapshotEvery: 200,
};

test("a form says the definition that it was made of, digits of the initial state included", () => {
  const text = definitionText(definition).replace('"balance":0', '"balance":12345678901234567890,"rate":1.50');
  expect(definitionText(toDefinition(formOfText(text)))).toBe(text);
});

test("what is not written yet is left out", () => {
  const form = formOfText(definitionText(definition));
  const [on] = form.types;
  const types = on === undefined ? [] : [{ ...on, when: "  ", changes: on.changes.slice(0, 1) }];
  expect(toDefinition({ ...form, types }).on).toEqual([{ type: "Paid", changes: [definition.on[0]?.changes[0]] }]);
});

test("a text means a form, or says where it means none", () => {
  const text = definitionText(definition, 2);
  const read = readReducerText(text);
  expect(read.ok && toDefinition(read.form)).toMatchObject({ name: "purse", on: definition.on });
  const wrong = text.replace('"op": "set"', '"op": "sets"');
  const broken = readReducerText(wrong);
  expect(!broken.ok && broken.marks.map(({ from, to }) => wrong.slice(from, to))).toEqual(['"sets"']);
  expect(readReducerText("{").ok).toBe(false);
});

test("what a check finds stands at its place in the text", () => {
  const text = definitionText(definition, 2);
  const problem = { path: "on.0.changes.0.expression", severity: "error", from: 6, to: 13, message: "no" } as const;
  const [mark] = textMarks(text, [problem]);
  expect(text.slice(mark?.from, mark?.to)).toBe('"state.balance - data.amount"');
});

test("expressions can name what the state has at the start and what changes make", () => {
  const names = stateNames(formOfText(definitionText(definition))).map(({ name }) => name);
  expect(names).toEqual(["state.balance", "state.coins", "state.note", "state", "item"]);
});

test("a definition is told in lines, one for each thing that it says", () => {
  expect(definitionLines(definitionText(definition)).split("\n")).toEqual([
    "description  what is in it",
    "category  purse",
    "initially  balance = 0",
    "initially  coins = []",
    "other types  are laid over the state",
    "snapshot after  200 events",
    "on Paid, when data.amount > 0",
    "  balance = state.balance - data.amount",
    "  remove note, when has(state.note)",
    "  add to coins: {'n': data.n}",
    "  change in coins where n = data.n",
    "    spent = true",
    "    where there is none, add {'n': data.n}",
    "  take out of coins where the item = 1",
  ]);
});
