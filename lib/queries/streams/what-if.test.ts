import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { WhatIfRequest } from "@/lib/api/what-if";
import { pool } from "@/lib/db/pool";
import { jsonText, parseLossless } from "@/lib/engine";
import { publishEventSchema } from "@/lib/operations/publish-event-schema";
import { saveEventSchemaDraft } from "@/lib/operations/save-event-schema-draft";
import { saveUpcasterDraft } from "@/lib/operations/save-upcaster-draft";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { readWhatIf } from "./what-if";

let database: TestDatabase;
beforeAll(async () => {
  database = await useAppDatabase();
  await store.append("meter-1", 0, [
    { type: "Installed", data: jsonText('{"serial":9007199254740993,"reading":0}') },
    { type: "Read", data: { reading: 12 } },
    { type: "Read", data: { reading: 9 } },
  ]);
});
afterAll(() => database.drop());

const ask = (request: object, streamId = "meter-1") =>
  asRole("viewer", () => readWhatIf(streamId, WhatIfRequest.parse(parseLossless(JSON.stringify(request)))));

test("tells the state as it is and as it would be, digit for digit, and stores nothing", async () => {
  const result = await asRole("viewer", () =>
    readWhatIf(
      "meter-1",
      WhatIfRequest.parse(
        parseLossless(
          '{"changes":[{"change":"insert","after":3,"type":"Read","data":{"reading":123456789012345678901.10}}]}',
        ),
      ),
    ),
  );
  expect(result.without.stateText).toBe('{"serial":9007199254740993,"reading":9}');
  expect(result.with.stateText).toBe('{"serial":9007199254740993,"reading":123456789012345678901.10}');
  expect(result).toMatchObject({ version: 3, streamVersion: 3, cut: false, misfits: [] });
  expect(await store.streamVersion("meter-1")).toBe(3);
});

test("is the same on both sides without changes, and looks no further than it is asked to", async () => {
  const same = await ask({});
  expect(same.with.stateText).toBe(same.without.stateText);
  const result = await ask({ version: 2, changes: [{ change: "leave-out", version: 2 }] });
  expect([result.without.stateText, result.with.stateText].map((text) => JSON.parse(text).reading)).toEqual([12, 0]);
});

test("reads the changed history with a draft upcaster, and refuses one that is not there", async () => {
  const draft = {
    title: "Litres",
    type: "Read",
    fromVersion: 1,
    toType: "Read",
    toVersion: 2,
    operations: [{ op: "rename", from: "reading", to: "litres" }],
  };
  const { id } = await asRole("operator", () => saveUpcasterDraft({ draft }));
  const result = await ask({ draft: id, changes: [{ change: "leave-out", version: 3 }] });
  expect(JSON.parse(result.with.stateText)).toMatchObject({ reading: 0, litres: 12 });
  expect(JSON.parse(result.without.stateText)).not.toHaveProperty("litres");
  await expect(ask({ draft: "00000000-0000-4000-8000-000000000000" })).rejects.toMatchObject({ code: "not-found" });
});

describe("a change that cannot be made", () => {
  test.each([
    [{ change: "leave-out", version: 4 }, "Change 1 names version 4, and the stream is at version 3"],
    [{ change: "insert", after: 1, type: "Read", data: { text: "\ud800" } }, "lone surrogate"],
    [{ change: "edit", version: 1, metadata: { actor: 5 } }, "metadata.actor must be text"],
  ])("is refused with its place and the reason: %j", async (change, words) => {
    await expect(ask({ changes: [change] })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining(words),
      details: { change: 0 },
    });
  });
});

test("says which changed events do not fit the schema published for them, and folds them all the same", async () => {
  const schema = JSON.stringify({ type: "object", properties: { reading: { type: "number" } }, required: ["reading"] });
  await asRole("operator", () => saveEventSchemaDraft({ type: "Read", version: 1, schema }));
  await asRole("admin", () => publishEventSchema({ type: "Read", version: 1 }));
  await expect
    .poll(async () => {
      const { misfits } = await ask({
        changes: [
          { change: "edit", version: 2, data: { reading: "twelve" } },
          { change: "edit", version: 3, metadata: { note: "as it was" } },
          { change: "insert", after: 3, type: "Read", data: {} },
        ],
      });
      return misfits.map(({ change, path, message }) => [change, path, message]);
    })
    .toEqual([
      [0, "/reading", 'must be a number, and is "twelve"'],
      [2, "/reading", "is missing"],
    ]);
});

test("asks the store no more often for many edited events than for one", async () => {
  const queries = vi.spyOn(pool, "query");
  const asked = async (versions: readonly number[]) => {
    queries.mockClear();
    await ask({ changes: versions.map((version) => ({ change: "edit", version, metadata: { note: "edited" } })) });
    return queries.mock.calls.length;
  };
  await asked([1]);
  expect(await asked([1, 2, 3])).toBe(await asked([1]));
  queries.mockRestore();
});

test("a stream that does not exist is not found", async () => {
  await expect(ask({}, "none")).rejects.toMatchObject({ code: "not-found" });
  await expect(ask({}, "nul\0")).rejects.toMatchObject({ code: "not-found" });
});
