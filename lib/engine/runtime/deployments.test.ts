import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { accounts, targets } from "../projections/testing/ledger";
import { type DeployedCode, recordDeployment } from "./deployments";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const upcaster = { id: "payment-1-2", fingerprint: "f1" };
const code: DeployedCode = { projections: [accounts(4), targets(4)], upcasters: [upcaster], release: "4.18.0" };
const record = (change: Partial<DeployedCode>) => recordDeployment(database.pool, { ...code, ...change });

test("code is a deployment when it runs for the first time, and only then", async () => {
  expect(await record({})).toBe(true);
  expect(await record({})).toBe(false);
  expect(await record({ projections: [targets(4), accounts(4)] })).toBe(false);
  expect(await record({ projections: [accounts(4)] })).toBe(true);
  expect(await record({ upcasters: [{ ...upcaster, fingerprint: "f2" }] })).toBe(true);
  expect(await record({ release: "4.19.0" })).toBe(true);
});

test("it is named after its release; another of the same release after what it holds", async () => {
  const { rows } = await database.pool.query("select label from foldline.deployments order by deployed_at");
  expect(rows.map(({ label }) => label)).toEqual([
    "Deploy 4.18.0",
    expect.stringMatching(/^Deploy [0-9a-f]{7}$/),
    expect.stringMatching(/^Deploy [0-9a-f]{7}$/),
    "Deploy 4.19.0",
  ]);
});
