import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { schemaRegistry } from "../../schemas/schema-registry";
import { type ImportOptions, importEvents } from "./import-events";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.pool.query("truncate foldline.event_schemas cascade");
});

async function refuse(type: string): Promise<void> {
  await database.pool.query(
    `insert into foldline.event_schemas (type, schema_version, schema, source, refuses, created_by, published_by, published_at)
     values ($1, 1, '{"required":["amount"]}', 'console', true, 'test', 'test', now())`,
    [type],
  );
}

const lines = (prefix: string, events: readonly (readonly [string, object])[]) =>
  events
    .map(([type, data], index) =>
      JSON.stringify({
        specversion: "1.0",
        id: `${prefix}:${index}`,
        source: "test",
        subject: `${prefix}-1`,
        type,
        data,
      }),
    )
    .join("\n");

async function* bytes(content: string): AsyncGenerator<Buffer> {
  yield Buffer.from(content);
}

const importText = (content: string, options: ImportOptions = {}) =>
  importEvents(database.pool, bytes(content), { schemas: schemaRegistry(database.pool), ...options });

const stored = async (stream: string) =>
  Number(
    (await database.pool.query("select count(*) as n from foldline.events where stream_id = $1", [stream])).rows[0].n,
  );

test("a line whose event does not fit refuses the whole file, and names the line, the type and the path", async () => {
  await refuse("Paid");
  const content = lines("refused", [
    ["Other", {}],
    ["Paid", { amount: 1 }],
    ["Paid", {}],
    ["Other", {}],
  ]);
  for (const options of [{}, { dryRun: true }, { batchLines: 1 }]) {
    await expect(importText(content, options)).rejects.toMatchObject({
      name: "ImportLineError",
      line: 3,
      problem: '"Paid" v1 does not fit its schema: data/amount is missing.',
    });
  }
  expect(await stored("refused-1")).toBe(0);
});

test("such lines are left out and listed when bad ones are skipped", async () => {
  await refuse("Paid");
  const content = `${lines("skipped", [
    ["Paid", {}],
    ["Paid", { amount: 1 }],
    ["Paid", {}],
  ])}\nno JSON`;
  const result = await importText(content, { skipBad: true });
  expect(result).toMatchObject({ events: 1, appended: 1, known: 0, skippedCount: 3 });
  expect(result.skipped.map(({ line }) => line)).toEqual([1, 3, 4]);
  expect(await stored("skipped-1")).toBe(1);
});

test("events that the store holds already are not refused, so that an import can be run again", async () => {
  const content = lines("again", [
    ["Paid", {}],
    ["Paid", { amount: 1 }],
  ]);
  await importText(content);
  await refuse("Paid");
  await expect(importText(content)).resolves.toMatchObject({ appended: 0, known: 2 });
  await expect(importText(`${content}\n${lines("new", [["Paid", {}]])}`)).rejects.toMatchObject({ line: 3 });
});

test("many misfits are found page by page", async () => {
  await refuse("Paid");
  const content = lines(
    "many",
    Array.from({ length: 1_000 }, (_, index) => ["Paid", index % 2 === 0 ? {} : { amount: 1 }] as const),
  );
  await expect(importText(content, { skipBad: true })).resolves.toMatchObject({ appended: 500, skippedCount: 500 });
});

test("a schema that begins to refuse while an import goes on refuses what is not applied yet", async () => {
  const content = lines("late", [
    ["Late", {}],
    ["Late", {}],
    ["Late", {}],
  ]);
  let asked = 0;
  const applying = importText(content, {
    batchLines: 1,
    // Asked for the whole file and then for each batch.
    schemas: async () => {
      asked++;
      if (asked === 3) await refuse("Late");
      return schemaRegistry(database.pool)();
    },
  });
  await expect(applying).rejects.toMatchObject({ name: "ImportLineError", line: 2 });
  expect(await stored("late-1")).toBe(1);
});

test("an import that is given no schemas looks at none", async () => {
  await refuse("Paid");
  const content = lines("plain", [["Paid", {}]]);
  await expect(importEvents(database.pool, bytes(content))).resolves.toMatchObject({ appended: 1 });
});
