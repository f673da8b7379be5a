import { afterAll, beforeAll, expect, test } from "vitest";
import { DeadLetterSummaryQuery, DeadLettersQuery } from "@/lib/api/dead-letters";
import { pool } from "@/lib/db/pool";
import { registerProjections } from "@/lib/engine";
import { chain, store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { riskProjection } from "@/lib/testing/risk-projection";
import { pulse } from "../overview/pulse";
import { getEvent } from "../streams/stream-event";
import { readDeadLetter } from "./dead-letter";
import { summariseDeadLetters } from "./dead-letter-summary";
import { listDeadLetters } from "./dead-letters";
import { csvField, exportDeadLetters } from "./export-dead-letters";

let database: TestDatabase;
const list = (query: object = {}) => asRole("viewer", () => listDeadLetters(DeadLettersQuery.parse(query)));
const summary = (query: object = {}) =>
  asRole("viewer", () => summariseDeadLetters(DeadLetterSummaryQuery.parse(query)));

const ADD = `
insert into foldline.dead_letters (projection, version, partition, stream_id, stream_version, position, event_id, type,
  schema_version, key, status, waiting, error_group, message, attempts, failed_at)
select $1, 1, 0, e.stream_id, e.version, e.position, e.event_id, e.type, e.schema_version, e.stream_id, $3, $4, $5, $6, 1,
       now() - $7::interval
  from foldline.events e where e.stream_id = $2 and e.version = 1`;

const GROUPS = ["amount is missing", "score: expected number, got …", "value too long for varchar(…)"] as const;

/** Thirty streams: one in three of each error, the last five skipped; every second one of the other projection. */
beforeAll(async () => {
  database = await useAppDatabase();
  await registerProjections(pool, [riskProjection("risk"), riskProjection("fraud")], await chain());
  await pool.query("update foldline.partitions set checkpoint = 1000000");
  for (let n = 1; n <= 30; n += 1) {
    const stream = `${n % 5 === 0 ? "order" : "payment"}-${n}`;
    const type = n % 5 === 0 ? "Ordered" : "Scored";
    await store.append(stream, 0, [
      { type, data: { score: "n/a" } },
      { type: "Scored", data: {} },
      { type: "Other", data: {} },
      { type: "Scored", data: {} },
    ]);
    const status = n > 25 ? "skipped" : "parked";
    const message = n % 3 === 1 ? `score: expected number, got "${n}"` : String(GROUPS[n % 3]);
    const project = n % 2 === 0 ? "risk" : "fraud";
    const ago = n <= 10 ? "10 minutes" : "3 days";
    await pool.query(ADD, [project, stream, status, n > 25 ? 0 : 2, GROUPS[n % 3], message, ago]);
  }
});
afterAll(() => database.drop());

test.each([
  [{}, 25],
  [{ status: "any" }, 30],
  [{ status: "skipped" }, 5],
  [{ status: "applied" }, 0],
  [{ projection: "risk" }, 12],
  [{ type: "Ordered" }, 5],
  [{ error: GROUPS[1] }, 9],
  [{ error: GROUPS[1], projection: "fraud" }, 5],
  [{ q: "AMOUNT" }, 8],
  [{ q: "payment-1" }, 9],
  [{ q: "%" }, 0],
  [{ stream: "order-10" }, 1],
  [{ within: "1h" }, 10],
  [{ within: "7d" }, 25],
  [{ failedUpTo: new Date(Date.now() - 86_400_000).toISOString() }, 15],
])("%j finds as many as the summary counts, each once, page after page", async (filter, count) => {
  for (const group of ["error", "projection", "stream"]) {
    const seen: { id: string; group: string }[] = [];
    for (let after: string | undefined; ; ) {
      const page = await list({ ...filter, group, limit: 4, after });
      seen.push(...page.deadLetters.map(({ id, group: of }) => ({ id, group: of })));
      if (page.next === null) break;
      after = page.next;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(count);
    expect(seen).toHaveLength(count);
    const counted = await summary({ ...filter, group });
    expect(counted.total).toBe(count);
    // The rows of a group stand together, in the order of the groups.
    const order = seen.map(({ group: of }) => of).filter((of, index, all) => of !== all[index - 1]);
    expect(order).toEqual(counted.groups.map(({ key }) => key));
    expect(counted.groups.reduce((sum, each) => sum + each.count, 0)).toBe(count);
  }
});

test("counts by group, by projection and by type, and what waits behind", async () => {
  const counted = await summary({ projection: "risk" });
  expect(counted).toMatchObject({ total: 12, parked: 12, waiting: 24, projectionCount: 1 });
  expect(counted.projections).toEqual([
    { value: "fraud", count: 13 },
    { value: "risk", count: 12 },
  ]);
  expect(counted.types.map(({ value }) => value)).toEqual(["Scored", "Ordered"]);
  expect(counted.groups.find(({ errorGroup }) => errorGroup === GROUPS[0])).toMatchObject({
    title: "amount is missing",
    projections: ["risk"],
    parked: 4,
    waiting: 8,
  });
  // Messages that differ are named by what they have in common.
  expect(counted.groups.map(({ title }) => title)).toContain("score: expected number, got …");
});

test("a dead letter comes with its event, the row as it stands, and what waits behind it", async () => {
  await pool.query(
    "insert into foldline_data.risk_v1 (key, total, scores, order_id) values ('order-10', 7, 2, 9007199254740993)",
  );
  const [letter] = (await list({ stream: "order-10" })).deadLetters;
  const detail = await asRole("viewer", () => readDeadLetter(letter?.id ?? ""));
  expect(detail.event).toMatchObject({ dataText: '{"score":"n/a"}', problem: null });
  expect(detail.row).toMatchObject({ table: "foldline_data.risk_v1", keyColumn: "key", key: "order-10" });
  expect(detail.row?.columns).toContainEqual({ name: "order_id", type: "bigint", value: "9007199254740993" });
  // Of the three later events the projection follows two.
  expect(detail.held.events.map(({ version }) => version)).toEqual([2, 4]);
  expect(detail.held).toMatchObject({ total: 2, lastVersion: 4 });
  expect(detail.policy).toEqual({ policy: "park", attempts: 1 });
  expect(detail.sameError.others).toBeGreaterThan(0);
});

test("an event says which projections could not apply it", async () => {
  const [letter] = (await list({ stream: "order-10" })).deadLetters;
  const { deadLetters } = await asRole("viewer", () => getEvent("order-10", 1));
  expect(deadLetters).toEqual([{ id: letter?.id, projection: "risk", status: "parked" }]);
  expect((await asRole("viewer", () => getEvent("order-10", 2))).deadLetters).toEqual([]);
});

test("a deployment shortly before the first of the same errors is named", async () => {
  await pool.query(
    "insert into foldline.deployments (fingerprint, label, deployed_at) values ('a', '4.18.0', now() - interval '3 days 1 hour')",
  );
  const [letter] = (await list({ error: GROUPS[0], projection: "risk" })).deadLetters;
  const { sameError } = await asRole("viewer", () => readDeadLetter(letter?.id ?? ""));
  expect(sameError.deployment?.label).toBe("4.18.0");
});

test("those of a version that nobody reads any more are left out", async () => {
  await pool.query("update foldline.read_models set state = 'retired' where projection = 'fraud'");
  expect((await summary()).total).toBe(12);
  expect((await list({ projection: "fraud" })).deadLetters).toEqual([]);
  expect((await asRole("viewer", pulse)).parkedStreams).toBe(12);
  await pool.query("update foldline.read_models set state = 'live' where projection = 'fraud'");
});

test("a partition that stopped in front of an event is listed with what waits", async () => {
  const error = {
    message: "amount is missing",
    streamId: "payment-1",
    streamVersion: 1,
    type: "Scored",
    since: new Date(),
  };
  await pool.query(
    "update foldline.partitions set error = $1, attempts = 7, checkpoint = 0 where projection = 'risk' and partition = 1",
    [JSON.stringify(error)],
  );
  const { stopped } = await summary();
  expect(stopped).toMatchObject([{ projection: "risk", partition: 1, streamId: "payment-1", attempts: 7 }]);
  expect(stopped[0]?.behind).toBeGreaterThan(0);
});

test("exports every row under the filter, as JSON lines and as CSV that no spreadsheet runs", async () => {
  const lines = async (format: "csv" | "ndjson") => {
    const filter = DeadLettersQuery.parse({ status: "any" });
    const parts: string[] = [];
    for await (const line of await asRole("viewer", () => exportDeadLetters(filter, format))) parts.push(line);
    return parts.join("").trimEnd().split(/\r?\n/);
  };
  const json = (await lines("ndjson")).map((line) => JSON.parse(line));
  expect(json).toHaveLength(30);
  expect(json[0]).toMatchObject({ projection: expect.any(String), message: expect.any(String) });
  const csv = await lines("csv");
  expect(csv).toHaveLength(31);
  expect(csv[0]).toMatch(/^id,status,projection/);
  expect(csvField('=1+"1"')).toBe(`"'=1+""1"""`);
  expect(csvField("plain")).toBe("plain");
  expect(csvField(null)).toBe("");
});

test("refuses nobody's questions, and what is no place in the list", async () => {
  await expect(listDeadLetters(DeadLettersQuery.parse({}))).rejects.toThrow();
  await expect(summariseDeadLetters(DeadLetterSummaryQuery.parse({}))).rejects.toThrow();
  await expect(exportDeadLetters(DeadLettersQuery.parse({}), "csv")).rejects.toThrow();
  await expect(list({ after: "nonsense" })).rejects.toMatchObject({ code: "invalid" });
  expect(DeadLettersQuery.safeParse({ q: "a\0b" }).success).toBe(false);
});
