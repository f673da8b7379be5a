import { expect, test } from "vitest";
import { compileChain } from "../../evolution/chain";
import { codeUpcaster } from "../../evolution/code-upcaster";
import { eventMask } from "../../store/interchange/masking/mask-events";
import { storedEvent } from "../../testing/stored-event";
import { reducer } from "../reducer";
import { type DecidedEvent, testedDecider } from "./tested-decider";
import { writeHistoryTest } from "./write-history-test";

/** Whoever opens an account with a bonus is credited it at once; nobody can ask for a note. */
const accounts = testedDecider<{ type: string; data: unknown }, readonly DecidedEvent[], DecidedEvent>({
  category: "account",
  module: "@/lib/domain/account",
  names: { initial: "noAccount", evolve: "evolve", decide: "decide", event: "AccountEvent" },
  initial: [],
  evolve: (state, event) => [...state, event],
  decide({ type, data }, state) {
    if (type === "Credit") return state.some((each) => each.data === data) ? [] : [{ type: "Credited", data }];
    return state.length > 0
      ? []
      : [
          { type: "Opened", data },
          { type: "Credited", data: { bonus: true } },
        ];
  },
  read({ type, data }) {
    if (typeof data === "object" && data !== null && "broken" in data) throw new Error(`“${data.broken}” is broken`);
    return { type, data };
  },
  commandOf({ type, data }) {
    if (type === "Noted") return null;
    return { type: type === "Opened" ? "Open" : "Credit", data };
  },
});

const HISTORY = [
  ["Opened", { by: "Anna" }],
  ["Credited", { bonus: true }],
  ["Noted", {}],
  ["Credited", { amount: 1 }],
] as const;

const streamOf = (history: readonly (readonly [string, unknown])[], streamId = "account-1") => ({
  streamId,
  events: history.map(([type, data], at) => storedEvent({ streamId, version: at + 1, type, data })),
});

function written(versions: readonly number[], request: Partial<Parameters<typeof writeHistoryTest>[0]> = {}) {
  return writeHistoryTest({
    streams: [{ ...streamOf(HISTORY), versions: new Set(versions) }],
    ...{ chain: compileChain([]), deciders: [accounts], reducers: [], mask: null, remarks: [] },
    ...request,
  });
}

const declared = (text: string) => [...text.matchAll(/^const (\w+): AccountEvent/gm)].map(([, name]) => name);

test("a decision of several events is one test, also where a range ends or begins within it", async () => {
  for (const versions of [[1], [2], [1, 2]]) {
    const { text, tests, notes } = await written(versions);
    expect([tests, notes]).toEqual([1, []]);
    expect(declared(text)).toEqual(["opened", "credited2"]);
    expect(text).toContain('account().when({ type: "Open", data: { by: "Anna" } }).leadsTo(opened, credited2);');
  }
});

test("an event that no command leads to is no test, and a note of its own says so", async () => {
  const alone = await written([3]);
  expect(alone.tests).toBe(0);
  expect(alone.notes).toEqual(["Version 3, Noted: no command is known that leads to it, so no test expects it."]);
  const { text, tests, notes } = await written([3, 4]);
  expect([tests, notes]).toEqual([1, alone.notes]);
  expect(text).toContain("// Version 3: no command is known that leads to Noted.");
  expect(declared(text)).toEqual(["opened", "credited2", "noted", "credited4"]);
});

const unread = codeUpcaster({
  ...{ type: "Thing", from: 1, to: 2, title: "Things get a name" },
  upcast: (data) => {
    throw new Error(`“${JSON.stringify(data)}” has no name`);
  },
});
const picky = reducer<unknown>({
  ...{ name: "picky", category: "picky", initial: {} },
  evolve(state, { type, data }) {
    if (type === "Refused") throw new Error(`No, ${JSON.stringify(data)}`);
    return state;
  },
});

test("of what is left out a masked test says nothing that the mask hides, and another test why", async () => {
  const ids = ["account-anna104211", "picky-anna104211"];
  const history = [
    ["Thing", { name: "Anna Keller" }],
    ["Refused", { broken: "Anna Keller" }],
    ["Credited", { name: "x" }],
  ] as const;
  const request = {
    streams: ids.map((id) => ({ ...streamOf(history, id), versions: new Set([3]) })),
    chain: compileChain([unread]),
    reducers: [{ category: "picky", module: "@/lib/picky", name: "picky", reducer: picky }],
  };
  const data = ["name", "broken"].map((path) => ({ type: null, path }));
  const mask = eventMask({ data, metadata: [], eventIds: false, streamIds: ids }, "a key of this test");
  const plain = await written([], request);
  expect([plain.text, ...plain.notes].join("\n").match(/“Anna Keller” is broken|has no name|No, \{/g)).toHaveLength(8);
  const masked = await written([], { ...request, mask });
  expect([masked.text, ...masked.notes].join("\n")).not.toMatch(/Anna|anna|Keller|104211/);
  expect(masked.notes.map((note) => note.replace(/^\S+ /, ""))).toEqual([
    'Version 1, Thing, is left out: the upcaster "Things get a name" fails on it.',
    "Version 2, Refused, is left out: the decider of account streams cannot read it.",
    'Version 1, Thing, is left out: the upcaster "Things get a name" fails on it.',
    "Version 2, Refused, is left out: the reducer picky fails on it.",
  ]);
});

test("only the wanted states are written out, however many events lead to them", async () => {
  let written = 0;
  const large = reducer<{ toJSON?: unknown }>({
    ...{ name: "large", category: "large", initial: {} },
    // Whoever writes the state out reads it.
    evolve: () => Object.defineProperty({}, "n", { enumerable: true, get: () => ++written }),
  });
  const history = Array.from({ length: 300 }, () => ["Counted", {}] as const);
  const { text } = await writeHistoryTest({
    streams: [{ ...streamOf(history, "large-1"), versions: new Set([200, 250]) }],
    ...{ chain: compileChain([]), deciders: [], mask: null, remarks: [] },
    reducers: [{ category: "large", module: "@/lib/large", name: "large", reducer: large }],
  });
  expect(text).toMatch(/versions 1 to 199 give[\s\S]*versions 1 to 250 give/);
  expect(written).toBeLessThan(20);
});

test("others are answered while a long test is written", async () => {
  const slow = reducer<unknown>({
    ...{ name: "slow", category: "slow", initial: {} },
    evolve(state) {
      for (const until = performance.now() + 2; performance.now() < until; );
      return state;
    },
  });
  let [turns, isOver] = [0, false];
  const turn = () => {
    turns++;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  const history = Array.from({ length: 100 }, () => ["Counted", {}] as const);
  await writeHistoryTest({
    streams: [{ ...streamOf(history, "slow-1"), versions: new Set([100]) }],
    ...{ chain: compileChain([]), deciders: [], mask: null, remarks: [] },
    reducers: [{ category: "slow", module: "@/lib/slow", name: "slow", reducer: slow }],
  });
  isOver = true;
  expect(turns).toBeGreaterThan(5);
});
