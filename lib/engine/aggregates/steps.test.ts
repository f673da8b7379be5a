import fc from "fast-check";
import { expect, test } from "vitest";
import { ReducerFailedError, UpcastFailedError } from "../errors";
import { stringifyLossless } from "../json";
import { someChain, someHistory, someReducers } from "../testing/histories";
import { storedHistories } from "../testing/stored-histories";
import { type Reducer, reducer } from "./reducer";
import { stateAt } from "./state-at";
import { type Step, stepsThrough } from "./steps";

const { contextOf, read, stored } = storedHistories();

async function stepsOf<State>(of: Reducer<State>, streamId: string, from: number, to: number): Promise<Step<State>[]> {
  const steps: Step<State>[] = [];
  for await (const step of stepsThrough(contextOf(of), streamId, { from, to })) steps.push(step);
  return steps;
}

/** The fold of the first N events with nothing of what the engine keeps or reads in pages. */
async function foldOf(of: Reducer, streamId: string, version: number): Promise<string> {
  const events = (await read(streamId)).slice(0, version);
  return stringifyLossless(
    events.reduce((state, event) => {
      try {
        return someChain.upcast(event).reduce((current, each) => of.evolve(current, each), state);
      } catch {
        return state;
      }
    }, of.initial),
  );
}

const policy = fc.record({
  every: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
  reads: fc.array(fc.nat(15), { maxLength: 5 }),
});

test.each(someReducers)(
  "the state at N is the fold of the first N, and steps go through it, under any snapshot policy: $name",
  async (of) => {
    await fc.assert(
      fc.asyncProperty(
        someHistory,
        policy,
        fc.integer({ min: 1, max: 15 }),
        async (history, { every, reads }, from) => {
          const streamId = await stored(history);
          const frugal: Reducer = every === undefined ? of : { ...of, snapshotEvery: every };
          for (const version of [...reads, history.length]) {
            const context = { ...contextOf(frugal), keepSnapshots: true };
            const { state } = await stateAt(context, streamId, { version });
            expect(stringifyLossless(state)).toBe(await foldOf(of, streamId, version));
          }
          const steps = await stepsOf(frugal, streamId, from, history.length);
          expect(steps.map(({ event }) => event.version)).toEqual(
            history.map((_, index) => index + 1).filter((version) => version >= from),
          );
          for (const { event, before, after } of steps) {
            expect(stringifyLossless(before)).toBe(await foldOf(of, streamId, event.version - 1));
            expect(stringifyLossless(after)).toBe(await foldOf(of, streamId, event.version));
          }
        },
      ),
      { numRuns: 25 },
    );
  },
);

test("goes on past events that cannot be read or folded, and says at each what happened", async () => {
  const streamId = await stored([
    { type: "Owned", data: { owner: "ada" } },
    { type: "Tagged", data: { tag: "broken" } },
    { type: "Owned", data: { owner: "nobody" } },
    { type: "Owned", data: { owner: "bob" } },
  ]);
  const [basket] = someReducers;
  if (basket === undefined) throw new Error("There is no reducer.");
  const steps = await stepsOf(basket, streamId, 1, 4);
  expect(steps.map(({ after }) => (after as { owner: string }).owner)).toEqual(["ada", "ada", "ada", "bob"]);
  expect(steps.map(({ error }) => error?.constructor ?? null)).toEqual([
    null,
    UpcastFailedError,
    ReducerFailedError,
    null,
  ]);
  expect(steps[1]?.after).toBe(steps[1]?.before);
  expect(steps[2]?.error?.message).toContain("a basket has an owner");
});

test("times the reducer apart from the upcasters", async () => {
  const streamId = await stored([{ type: "Tagged", data: { tag: "x" } }]);
  const slow = reducer<number>({
    name: "slow",
    category: null,
    initial: 0,
    evolve(count) {
      const until = performance.now() + 20;
      while (performance.now() < until);
      return count + 1;
    },
  });
  const [step] = await stepsOf(slow, streamId, 1, 1);
  expect(step?.reducerMicros).toBeGreaterThanOrEqual(20_000);
  expect(step?.upcastMicros).toBeLessThan(20_000);
});

test("goes through more events than one page, and ends where the stream does", async () => {
  const streamId = await stored(Array.from({ length: 1_200 }, () => ({ type: "Noted", data: {} })));
  const count = reducer({ name: "count", category: null, initial: 0, evolve: (state: number) => state + 1 });
  const steps = await stepsOf(count, streamId, 300, 5_000);
  expect(steps).toHaveLength(901);
  expect(steps.at(-1)).toMatchObject({ before: 1_199, after: 1_200 });
});
