import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { type FindingGroup, findingOf, groupFinding, MOST_FINDINGS, OTHER_REASONS, recordFindings } from "./findings";
import { requestJob } from "./request-job";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const about = (position: number, facts: { kind?: string; reason?: string; message?: string } = {}) =>
  findingOf(
    { streamId: "a-1", version: position, position: BigInt(position) },
    { kind: "failed", reason: "no amount", message: "no amount", operation: null, path: null, value: null, ...facts },
  );

test("keeps 100,000 rows of a kind, and those of other kinds beside them", async () => {
  const { id } = await requestJob(database.pool, { kind: "test", subject: "a", params: {}, requestedBy: "test" });
  await database.pool.query(
    `insert into foldline.job_findings (job_id, position, kind, stream_id, stream_version, reason, message)
     select $1, n, 'failed', 'a-1', n, 'no amount', 'no amount' from generate_series(1, $2) n`,
    [id, MOST_FINDINGS - 2],
  );
  const late = [1, 2, 3].map((more) => about(MOST_FINDINGS + more));
  await recordFindings(database.pool, id, [...late, about(MOST_FINDINGS + 4, { kind: "misfit" })]);
  const { rows } = await database.pool.query(
    "select kind, count(*)::int as kept from foldline.job_findings where job_id = $1 group by kind order by kind",
    [id],
  );
  expect(rows).toEqual([
    { kind: "failed", kept: MOST_FINDINGS },
    { kind: "misfit", kept: 1 },
  ]);
});

test("counts what is beyond 200 reasons under one, and goes on counting the known ones", () => {
  const groups: FindingGroup[] = [];
  for (let reason = 0; reason < 250; reason++) groupFinding(groups, about(reason, { reason: `reason ${reason}` }));
  expect(groupFinding(groups, about(999, { reason: "reason 7" })).reason).toBe("reason 7");
  expect(groups.find(({ reason }) => reason === "reason 7")?.events).toBe(2);
  expect(groups.find(({ reason }) => reason === OTHER_REASONS)?.events).toBe(50);
  expect(groups).toHaveLength(201);
});

test("stores hostile text: NUL, half of a surrogate pair, a megabyte", async () => {
  const { id } = await requestJob(database.pool, { kind: "test", subject: "b", params: {}, requestedBy: "test" });
  const message = `\0\ud800 ${"x".repeat(1_000_000)}`;
  await recordFindings(database.pool, id, [about(1, { message, reason: message })]);
  const { rows } = await database.pool.query(
    "select length(message) as length from foldline.job_findings where job_id = $1",
    [id],
  );
  expect(rows[0].length).toBe(1_000);
});
