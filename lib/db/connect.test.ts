import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { checkServer, withoutPassword } from "./connect";
import { UnsuitableServerError } from "./requirements";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test("accepts the server that the tests run on", async () => {
  expect((await checkServer(database.url)).versionNumber).toBeGreaterThanOrEqual(150_000);
});

test("tells a wrong password from a server that is not there", async () => {
  const wrong = new URL(database.url);
  wrong.password = "wrong";
  await expect(checkServer(wrong.toString())).rejects.toThrow(/refuses the user or password/);
  await expect(checkServer("postgres://a:b@127.0.0.1:1/c")).rejects.toThrow(/No server answers at/);
});

test("says how to create a database that does not exist", async () => {
  const missing = new URL(database.url);
  missing.pathname = "/nowhere";
  await expect(checkServer(missing.toString())).rejects.toThrow("createdb nowhere");
});

test("refuses a user without the right to create schemas, and names the right", async () => {
  const role = `reader_${randomBytes(4).toString("hex")}`;
  const name = new URL(database.url).pathname.slice(1);
  await database.pool.query(`create role ${role} login password 'reader'`);
  try {
    const url = new URL(database.url);
    url.username = role;
    url.password = "reader";
    const refused = checkServer(url.toString());
    await expect(refused).rejects.toThrow(UnsuitableServerError);
    await expect(refused).rejects.toThrow(/GRANT USAGE, CREATE ON SCHEMA|GRANT CREATE ON DATABASE/);
    await database.pool.query(`grant create on database ${name} to ${role}`);
    await database.pool.query(`grant usage, create on schema foldline, foldline_migrations, read_models to ${role}`);
    if ((await database.pool.query("select from pg_namespace where nspname = 'foldline_data'")).rows.length > 0) {
      await database.pool.query(`grant usage, create on schema foldline_data to ${role}`);
    }
    await expect(checkServer(url.toString())).resolves.toMatchObject({ user: role });
  } finally {
    await database.pool.query(`drop owned by ${role}; drop role ${role}`);
  }
});

test("never prints a password", () => {
  expect(withoutPassword("postgres://app:secret@db/shop")).toBe("postgres://app:***@db/shop");
});
