import { expect, test } from "vitest";
import type { UpcasterSet } from "@/lib/api/upcaster-sets";
import { setChange, setName } from "./set-words";

const schema = { type: "Payment", schemaVersion: 1 };
const upcaster = (title: string) => ({ id: title, title, from: schema, to: schema });
const set = (change: Partial<UpcasterSet>): UpcasterSet => ({
  ...{ id: 3, upcasters: [], cause: "activate", restores: null, createdBy: "Anna", createdAt: null, reason: null },
  ...{ added: [], removed: [] },
  ...change,
});

test("says what made a set, and what came and went", () => {
  expect(setChange(set({ added: [upcaster("In cents")] }))).toBe("“In cents” activated");
  expect(setChange(set({ cause: "retire", removed: [upcaster("In cents")] }))).toBe("“In cents” retired");
  expect(
    setChange(set({ cause: "restore", restores: 1, added: [upcaster("A")], removed: [upcaster("B"), upcaster("C")] })),
  ).toBe("Rolled back to set 1: “A” active again: “B”, “C” retired");
  expect(setChange(set({ id: 0, cause: "none" }))).toBe("No upcaster of the console");
});

test("names the time before the first set", () => {
  expect([setName(0), setName(7)]).toEqual(["The beginning", "Set 7"]);
});
