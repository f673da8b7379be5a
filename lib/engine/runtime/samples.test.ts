import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { appendEvents } from "../projections/testing/ledger";
import { takeSamples } from "./samples";
import { feedReadModel } from "./testing/sampled";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const types = ["PaymentMade", "Paid", "Placed", "Placed"];
  await appendEvents(
    database.pool,
    types.map((type) => ({ stream: "order-1", type, data: {} })),
  );
  await feedReadModel(database.pool, { projection: "payments", types: ["Paid"], checkpoints: [0] });
  await feedReadModel(database.pool, { projection: "everything", checkpoints: [3, 3] });
  await feedReadModel(database.pool, { projection: "inline", checkpoints: [0] });
  await database.pool.query("update foldline.read_models set inline_since = now() where projection = 'inline'");
});
afterAll(() => database.drop());

const sourcesOf = (types: readonly string[]) => (types.includes("Paid") ? ["PaymentMade", "Paid"] : types);

test("the lag of each read model is the events of its types that it has still to apply, as upcasters read them", async () => {
  await takeSamples(database.pool, 4n, sourcesOf);
  const { rows } = await database.pool.query("select projection, lag from foldline.projection_samples order by 1");
  expect(rows).toEqual([
    { projection: "everything", lag: "1" },
    { projection: "inline", lag: "0" },
    { projection: "payments", lag: "2" },
  ]);
});

test("two workers in the same five seconds take one sample, and no restart takes samples away", async () => {
  const samples = async () => (await database.pool.query("select * from foldline.store_samples")).rows.length;
  const before = await samples();
  await Promise.all([takeSamples(database.pool, 4n, sourcesOf), takeSamples(database.pool, 4n, sourcesOf)]);
  expect(await samples()).toBeLessThanOrEqual(before + 1);
  expect(await samples()).toBeGreaterThanOrEqual(before);
});
