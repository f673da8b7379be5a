import fc from "fast-check";
import { expect, test } from "vitest";
import { someHistory, someReducers } from "../testing/histories";
import { storedHistories } from "../testing/stored-histories";
import { blameStream } from "./follow-stream";
import { lastChanges } from "./last-changes";
import { mergeReducer } from "./merge-reducer";
import type { Reducer } from "./reducer";

const { contextOf, stored } = storedHistories();
const FOREVER = { withinMs: 60_000 };

test.each(someReducers)(
  "between two versions it is the event that blame names, if it lies there: $name",
  async (of) => {
    await fc.assert(
      fc.asyncProperty(someHistory, fc.nat({ max: 20 }), async (history, wanted) => {
        const streamId = await stored(history);
        const [to, after] = [history.length, Math.min(wanted, history.length)];
        const { blame, state } = await blameStream(contextOf(of), streamId, { to });
        const leaves = [...blame.leavesOf(state)];
        const values = leaves.map(({ path }) => ({ in: "last" as const, path }));
        const { changes } = await lastChanges(contextOf(of), streamId, values, { after, to, ...FOREVER });
        expect(changes.map((change) => change?.version ?? null)).toEqual(
          leaves.map(({ version }) => (version > after ? version : null)),
        );
      }),
      { numRuns: 15 },
    );
  },
);

test("what is gone was taken away by the last event that touched it", async () => {
  const streamId = await stored([
    {
      type: "Filled",
      data: {
        lines: [
          { lineId: 1, n: 1 },
          { lineId: 2, n: 1 },
        ],
        note: "x",
      },
    },
    {
      type: "Counted",
      data: {
        lines: [
          { lineId: 2, n: 5 },
          { lineId: 1, n: 1 },
        ],
      },
    },
    { type: "Emptied", data: { lines: [{ lineId: 1, n: 1 }] } },
    { type: "Noted", data: { note: "x" } },
  ]);
  const values = [
    { in: "first" as const, path: ["lines", 1] },
    { in: "last" as const, path: ["lines", 0, "n"] },
    { in: "last" as const, path: ["note"] },
  ];
  const context = contextOf(mergeReducer as Reducer);
  const range = { after: 1, to: 4, ...FOREVER };
  expect((await lastChanges(context, streamId, values, range)).changes).toEqual([
    { version: 3, type: "Emptied" },
    null,
    null,
  ]);
});

test("ends when its time is over, and says how far it came", async () => {
  const streamId = await stored(Array.from({ length: 30 }, (_, n) => ({ type: "Counted", data: { n } })));
  const values = [{ in: "last" as const, path: ["n"] }];
  const found = await lastChanges(contextOf(mergeReducer as Reducer), streamId, values, {
    after: 0,
    to: 30,
    withinMs: -1,
  });
  expect(found).toMatchObject({ from: 1, upTo: 1, changes: [{ version: 1 }] });
});
