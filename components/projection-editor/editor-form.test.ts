import { expect, test } from "vitest";
import type { ConsoleVersion } from "@/lib/api/console-projections";
import { emptyForm, sameText, toDefinition, toForm } from "./editor-form";

const definition: ConsoleVersion["definition"] = {
  name: "debts",
  description: "What is owed",
  key: "data.who",
  keyColumn: "debtor",
  columns: [
    { name: "owed", type: "numeric(12,2)" },
    { name: "moves", type: "integer" },
  ],
  indexes: [["owed"], ["owed", "moves"]],
  partitions: 4,
  onError: { policy: "skip", attempts: 5 },
  on: [
    { type: "Opened", set: { moves: "1", owed: "data.amount" } },
    { type: "Closed", set: {}, deleteWhen: "true" },
  ],
};

test("a definition comes through the form unchanged", () => {
  expect(sameText(toDefinition(toForm(definition)))).toBe(
    sameText({ ...definition, on: definition.on.map((each) => ({ ...each })) }),
  );
});

test("a column keeps its expressions when it is renamed, and loses the wide indexes that named it", () => {
  const form = toForm(definition);
  const columns = form.columns.map((column) => (column.name === "owed" ? { ...column, name: "due" } : column));
  const renamed = toDefinition({ ...form, columns });
  expect(renamed.on[0]?.set).toEqual({ due: "data.amount", moves: "1" });
  expect(renamed.indexes).toEqual([["due"]]);
});

test("empty expressions and those of a column without a name are left out", () => {
  const form = emptyForm();
  const [column] = form.columns;
  const set = { [column?.id ?? ""]: "data.amount" };
  const types = [{ type: "Opened", set, deleteWhen: "  " }];
  expect(toDefinition({ ...form, types }).on).toEqual([{ type: "Opened", set: {} }]);
});
