import { expect, test } from "vitest";
import type { HistoryField } from "@/lib/api/history-export";
import { byType, chosenMasks, fieldKey } from "./mask-choice";

const field = (type: string | null, path: string, personal = false): HistoryField => ({
  ...{ scope: type === null ? "metadata" : "data", type, path, personal, events: 1, of: 1, example: "1" },
});
const fields = [
  field("Placed", "name", true),
  field("Placed", "total"),
  field("Changed", "name", true),
  field(null, "actor", true),
];

test("masks what looks personal unless somebody decides otherwise", () => {
  expect(chosenMasks(fields, new Map())).toEqual({ mask: ["name"], maskMetadata: ["actor"] });
  const ticked = new Map(fields.map((each) => [fieldKey(each), each.path === "total"]));
  expect(chosenMasks(fields, ticked)).toEqual({ mask: ["total"], maskMetadata: [] });
});

test("names the type where a path is masked in some of them only", () => {
  const ticked = new Map([[fieldKey(field("Changed", "name")), false]]);
  expect(chosenMasks(fields, ticked).mask).toEqual(["Placed:name"]);
});

test("groups fields by type", () => {
  expect(byType(fields).map(([type, some]) => [type, some.map(({ path }) => path)])).toEqual([
    ["Placed", ["name", "total"]],
    ["Changed", ["name"]],
    [null, ["actor"]],
  ]);
});
