import { expect, test, vi } from "vitest";
import type { DiffPlace } from "@/components/diff/set-by";
import type { CompareSide } from "./compare-sides";
import { setByMemory } from "./set-by-memory";

const side = (name: "a" | "b", version: number) => {
  const made: CompareSide = {
    ...{ name, streamId: "order-1", isHere: true },
    ...{ asOf: { version }, reducer: null, draft: null },
  };
  return { side: made, version };
};
const TOTAL: DiffPlace = { side: "after", path: "total", places: ["total"], placed: false };
const STATE: DiffPlace = { side: "before", path: "state", places: ["state"], placed: false };

/** An engine that names the last version it was asked about. */
function answering() {
  const asked: { readonly after: number; readonly upTo: number; readonly paths: readonly unknown[] }[] = [];
  const ask: Parameters<typeof setByMemory>[3] = async (_, { after, upTo, values }) => {
    asked.push({ after, upTo, paths: values.map(({ path }) => path.join(".")) });
    return { setBy: values.map(() => ({ version: upTo, type: "OrderPlaced" })) };
  };
  return { asked, ask };
}

test("asks about the sides it was made for, also when others are compared by then", async () => {
  vi.useFakeTimers();
  const { asked, ask } = answering();
  const first = setByMemory(side("a", 4), side("b", 9), () => undefined, ask);
  first.want([TOTAL]);
  const second = setByMemory(side("a", 4), side("b", 19), () => undefined, ask);
  await vi.runAllTimersAsync();
  expect(asked).toEqual([{ after: 4, upTo: 9, paths: ["total"] }]);
  expect(first.eventOf(TOTAL)).toEqual({ version: 9, type: "OrderPlaced" });
  expect(second.eventOf(TOTAL)).toBeUndefined();
  second.want([TOTAL]);
  await vi.runAllTimersAsync();
  expect(second.eventOf(TOTAL)).toEqual({ version: 19, type: "OrderPlaced" });
  expect(first.eventOf(TOTAL)).toEqual({ version: 9, type: "OrderPlaced" });
  vi.useRealTimers();
});

test("gathers what comes into sight at once, and asks for each place once", async () => {
  vi.useFakeTimers();
  const { asked, ask } = answering();
  const memory = setByMemory(side("a", 4), side("b", 9), () => undefined, ask);
  memory.want([TOTAL]);
  memory.want([TOTAL, STATE]);
  await vi.runAllTimersAsync();
  memory.want([STATE, TOTAL]);
  await vi.runAllTimersAsync();
  expect(asked.map(({ paths }) => paths)).toEqual([["total", "state"]]);
  vi.useRealTimers();
});
