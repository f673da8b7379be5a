import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { administer, withDatabase } from "../testing/server";
import { MigrationError, migrate, pendingMigrations, refuseNewer } from "./migrate";

const server = process.env.FOLDLINE_TEST_SERVER_URL ?? "";
let url: string;
let name: string;

beforeEach(async () => {
  name = `migrate_${randomBytes(6).toString("hex")}`;
  await administer(server, `create database ${name}`);
  url = withDatabase(server, name);
});
afterEach(() => administer(server, `drop database ${name} with (force)`));

async function applied(): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query("select from foldline_migrations.__drizzle_migrations");
    expect(await pendingMigrations(client)).toEqual([]);
    return rows.length;
  } finally {
    await client.end();
  }
}

test("applies each migration once, however often it is asked", async () => {
  const first = await migrate(url);
  expect(first).toBeGreaterThan(0);
  expect(await migrate(url)).toBe(0);
  expect(await applied()).toBe(first);
});

test("lets processes that start together migrate one after the other", async () => {
  const script = `import { migrate } from ${JSON.stringify(join(import.meta.dirname, "migrate.ts"))}; console.log(await migrate(${JSON.stringify(url)}));`;
  const run = () =>
    promisify(execFile)(process.execPath, [
      "--conditions=react-server",
      "--import",
      "tsx",
      "--input-type=module",
      "-e",
      script,
    ]);
  const counts = (await Promise.all([run(), run(), run()])).map(({ stdout }) => Number(stdout));
  expect(counts.filter((count) => count > 0)).toHaveLength(1);
  expect(await applied()).toBe(Math.max(...counts));
});

test("refuses a database that a newer Foldline has migrated, and leaves it alone", async () => {
  await migrate(url);
  await withClient((client) =>
    client.query(
      "insert into foldline_migrations.__drizzle_migrations (hash, created_at) values ('new', 9999999999999)",
    ),
  );
  await expect(migrate(url)).rejects.toThrow(MigrationError);
  await expect(migrate(url)).rejects.toThrow(/newer Foldline/);
});

test("applies nothing of a run that fails, and says what the database said", async () => {
  await withClient((client) => client.query("create schema foldline; create table foldline.events (in_the_way int)"));
  await expect(migrate(url)).rejects.toThrow(/nothing of it was applied: .*already exists/);
  await withClient(async (client) => {
    expect((await client.query("select to_regclass('foldline.streams') as there")).rows).toEqual([{ there: null }]);
  });
});

test("does not mistake a gap for a newer version", () => {
  expect(() => refuseNewer([1, 3], [{ when: 1 }, { when: 2 }, { when: 3 }])).not.toThrow();
});

async function withClient(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
