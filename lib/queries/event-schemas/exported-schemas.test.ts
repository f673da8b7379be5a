import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { pool } from "@/lib/db/pool";
import { stringifyLossless } from "@/lib/engine";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { readExportedSchemas } from "./exported-schemas";

// Outside a request nobody is signed in.
vi.mock("@/lib/auth/request-operator", () => ({ requestOperator: async () => null }));

let database: TestDatabase;

beforeAll(async () => {
  database = await useAppDatabase();
  const badge = (schemaVersion: number) => ({ type: "BadgeIssued", schemaVersion, data: { level: 1 } });
  await store.append("badge-1", 0, [badge(1), badge(2)]);
  await pool.query(`
    insert into foldline.event_schemas (type, schema_version, schema, source, created_by, published_by, published_at)
    values ('BadgeIssued', 1, '{"maximum": 12345678901234567890.10}', 'console', 'a', 'a', now()),
           ('BadgeIssued', 2, '{"type": "object"}', 'console', 'a', null, null)`);
});
afterAll(() => database.drop());

const exported = (type: string) => asRole("viewer", () => readExportedSchemas(type));

test("a published schema is exported digit for digit, a draft is not, and what nobody has looked at is open", async () => {
  const { versions } = await exported("BadgeIssued");
  expect(stringifyLossless(versions)).toBe(
    '[{"schemaVersion":1,"source":"registered","schema":{"maximum":12345678901234567890.10}},' +
      '{"schemaVersion":2,"source":"unknown","schema":true}]',
  );
});

test("a type that was never stored has no schemas to export", async () => {
  await expect(exported("NeverSeen")).rejects.toThrow('no event of type "NeverSeen"');
});
