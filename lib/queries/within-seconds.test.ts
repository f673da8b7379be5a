import { afterAll, beforeAll, expect, test } from "vitest";
import { useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { withinSeconds } from "./within-seconds";

let database: TestDatabase;
beforeAll(async () => {
  database = await useAppDatabase();
});
afterAll(() => database.drop());

test("a read that takes longer ends in words, and others are not bound by it", async () => {
  const sleep = withinSeconds(1, "It took too long.", (db) => db.query("select pg_sleep(20)"));
  await expect(sleep).rejects.toMatchObject({ code: "unavailable", message: "It took too long." });
  const { rows } = await database.pool.query<{ statement_timeout: string }>("show statement_timeout");
  expect(rows).toEqual([{ statement_timeout: "0" }]);
  const wrong = withinSeconds(1, "It took too long.", (db) => db.query("select nothing"));
  await expect(wrong).rejects.toMatchObject({ code: "42703" });
  expect(await withinSeconds(1, "", async (db) => (await db.query("select 1 as one")).rows)).toEqual([{ one: 1 }]);
});
