import fc from "fast-check";
import { expect, test } from "vitest";
import type { NewEvent } from "../events";
import { isLossless, jsonText, parseLossless, stringifyLossless } from "../json";
import { someHistory, someReducers } from "../testing/histories";
import { storedHistories } from "../testing/stored-histories";
import { blameStream, pathHistory } from "./follow-stream";
import { mergeReducer } from "./merge-reducer";
import { type Reducer, reducer } from "./reducer";
import { stateAt } from "./state-at";

const { contextOf, stored } = storedHistories();

/** Every leaf of a whole state as text, under a name that stays with an item whatever its place is. */
function leavesByName(value: unknown, name = ""): [string, string][] {
  const isLeaf = typeof value !== "object" || value === null || isLossless(value) || Object.keys(value).length === 0;
  if (isLeaf) return [[name, stringifyLossless(value)]];
  if (!Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, member]) => leavesByName(member, `${name}/${JSON.stringify(key)}`));
  }
  const ids = value.map((item) => item?.sku ?? item?.lineId);
  return value.flatMap((item, index) => {
    const nth = ids.slice(0, index).filter((id) => id === ids[index]).length;
    return leavesByName(item, `${name}/${ids[index] === undefined ? index : `id ${ids[index]} ${nth}`}`);
  });
}

/** Blame by folding every version anew and comparing whole states. */
async function naiveBlame(of: Reducer, streamId: string, versions: number): Promise<number[]> {
  let before = new Map<string, { text: string; version: number }>();
  for (let version = 0; version <= versions; version += 1) {
    const { state } = await stateAt(contextOf(of), streamId, { version });
    const leaves = leavesByName(parseLossless(stringifyLossless(state)));
    before = new Map(
      leaves.map(([name, text]) => {
        const old = before.get(name);
        return [name, old?.text === text ? old : { text, version }];
      }),
    );
  }
  return [...before.values()].map(({ version }) => version);
}

test.each(someReducers)(
  "blame agrees with folding every version anew and comparing whole states: $name",
  async (of) => {
    await fc.assert(
      fc.asyncProperty(someHistory, async (history) => {
        const streamId = await stored(history);
        const { blame, state, upTo, cut } = await blameStream(contextOf(of), streamId, { to: history.length });
        expect({ upTo, cut }).toEqual({ upTo: history.length, cut: false });
        const leaves = [...blame.leavesOf(state)];
        expect(leaves.map(({ version }) => version)).toEqual(await naiveBlame(of, streamId, history.length));
      }),
      { numRuns: 40 },
    );
  },
);

test.each(someReducers)(
  "the last entry of every leaf's history is what blame names, and its value: $name",
  async (of) => {
    await fc.assert(
      fc.asyncProperty(someHistory, async (history) => {
        const streamId = await stored(history);
        const range = { to: history.length };
        const { blame, state } = await blameStream(contextOf(of), streamId, range);
        for (const { path, version } of blame.leavesOf(state)) {
          const { changes } = await pathHistory(contextOf(of), streamId, { path, at: range.to }, range);
          expect(changes.at(-1)?.version ?? 0).toBe(version);
          const value = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], state);
          if (changes.length > 0) expect(changes.at(-1)?.after?.text).toBe(stringifyLossless(value));
          // What one event left is what the next one found.
          for (const [index, change] of changes.entries()) {
            if (index > 0) expect(change.before).toEqual(changes[index - 1]?.after);
          }
        }
      }),
      { numRuns: 12 },
    );
  },
);

test("items are known by the id that is named after their list, whatever other ids they have", async () => {
  const line = (lineId: string, n: number) => ({ accountId: `shared by ${n}`, lineId, n });
  const put = (...lines: readonly object[]): NewEvent => ({ type: "LinesPut", data: { lines } });
  const streamId = await stored([put(line("A", 1), line("B", 1)), put(line("B", 1), line("A", 5))]);
  const { blame, state } = await blameStream(contextOf(mergeReducer), streamId, { to: 2 });
  const versions = [...blame.leavesOf(state)].map(({ path, version }) => [path.join(" "), version]);
  expect(versions).toEqual([
    ...[0, 1].flatMap((place) =>
      ["accountId", "lineId", "n"].map((name) => [`lines ${place} ${name}`, place === 1 && name !== "lineId" ? 2 : 1]),
    ),
  ]);
});

test("an item that moves takes its history with it", async () => {
  const put = (sku: string, quantity: number): NewEvent => ({ type: "LinePut", data: { sku, quantity } });
  const streamId = await stored([put("A", 1), put("B", 1), put("A", 5), { type: "LineTaken", data: { sku: "B" } }]);
  const [basket] = someReducers as readonly [Reducer];
  const { blame, state } = await blameStream(contextOf(basket), streamId, { to: 3 });
  const at = (leaves: Iterable<{ path: readonly unknown[]; version: number }>) =>
    [...leaves].filter(({ path }) => path[0] === "lines").map(({ path, version }) => [path.join(" "), version]);
  expect(at(blame.leavesOf(state))).toEqual([
    ["lines 0 sku", 2],
    ["lines 0 quantity", 2],
    ["lines 1 sku", 1],
    ["lines 1 quantity", 3],
  ]);
  const { changes } = await pathHistory(
    contextOf(basket),
    streamId,
    { path: ["lines", 0, "quantity"], at: 4 },
    { to: 4 },
  );
  expect(changes.map(({ version, before, after }) => [version, before?.text, after?.text])).toEqual([
    [1, undefined, "1"],
    [3, "1", "5"],
  ]);
  const ofB = await pathHistory(contextOf(basket), streamId, { path: ["lines", 0], at: 3 }, { to: 4 });
  expect(ofB.changes.map(({ version, after }) => [version, after?.text])).toEqual([
    [2, '{"sku":"B","quantity":1}'],
    [4, undefined],
  ]);
});

test("from a version on, what was there before counts as set by none", async () => {
  const streamId = await stored([
    { type: "LinePut", data: { sku: "A", quantity: 1 } },
    { type: "LinePut", data: { sku: "B", quantity: 1 } },
    { type: "Owned", data: { owner: "ada" } },
  ]);
  const [basket] = someReducers as readonly [Reducer];
  const { blame, state } = await blameStream(contextOf(basket), streamId, { from: 3, to: 3 });
  const later = [...blame.leavesOf(state)].filter(({ version }) => version > 0);
  expect(later).toEqual([{ path: ["owner"], version: 3 }]);
});

test("keeps the digits of a history, and cuts values that are long", async () => {
  const streamId = await stored([
    { type: "Noted", data: jsonText('{"sum":12345678901234567890.10}') },
    { type: "Noted", data: jsonText('{"sum":12345678901234567890.1}') },
    { type: "Noted", data: { sum: Array.from({ length: 10_000 }, (_, index) => index) } },
    { type: "Noted", data: { other: 1 } },
  ]);
  const { changes } = await pathHistory(
    contextOf(mergeReducer as Reducer),
    streamId,
    { path: ["sum"], at: 1 },
    { to: 4 },
  );
  expect(changes.map(({ version, after }) => [version, after?.text.slice(0, 24), after?.cut])).toEqual([
    [1, "12345678901234567890.10", false],
    [2, "12345678901234567890.1", false],
    [3, "[0,1,2,3,4,5,6,7,8,9,10,", true],
  ]);
});

test("ends when its time is over, says how far it came, and leaves the process to others on its way", async () => {
  const streamId = await stored(Array.from({ length: 400 }, (_, n) => ({ type: "Noted", data: { n } })));
  const context = contextOf(mergeReducer as Reducer);
  const short = await blameStream(context, streamId, { to: 400, withinMs: 0 });
  expect(short).toMatchObject({ cut: true, upTo: 1, state: { n: 0 } });
  const busy: Reducer<number> = reducer<number>({
    name: "busy",
    category: null,
    initial: 0,
    evolve(count) {
      const until = performance.now() + 0.5;
      while (performance.now() < until);
      return count + 1;
    },
  });
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), 1);
  await blameStream(contextOf(busy), streamId, { to: 400 });
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(6);
});

test("follows a stream of several pages to its end", async () => {
  const streamId = await stored(Array.from({ length: 3_000 }, (_, n) => ({ type: "Noted", data: { n } })));
  const whole = await blameStream(contextOf(mergeReducer as Reducer), streamId, { to: 3_000 });
  expect(whole).toMatchObject({ cut: false, upTo: 3_000 });
  expect([...whole.blame.leavesOf(whole.state)]).toEqual([{ path: ["n"], version: 3_000 }]);
});
