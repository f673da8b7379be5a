import { expect, test } from "vitest";
import { refusal, type ServerFacts } from "./requirements";

const SUITABLE: ServerFacts = {
  versionNumber: 150_004,
  version: "15.4",
  user: "app",
  database: "shop",
  readOnly: false,
  mayCreateSchemas: true,
  missingSchemas: ["foldline", "foldline_migrations", "read_models"],
  closedSchemas: [],
  trigrams: "available",
};

test("accepts Postgres 15 with the right to create schemas", () => {
  expect(refusal(SUITABLE)).toBeUndefined();
});

test("refuses Postgres 14 by its version", () => {
  expect(refusal({ ...SUITABLE, versionNumber: 140_012, version: "14.12" })).toBe(
    "The server is Postgres 14.12; Foldline needs 15 or newer.",
  );
});

test("names the right to create schemas and how to grant it", () => {
  expect(refusal({ ...SUITABLE, mayCreateSchemas: false })).toContain('GRANT CREATE ON DATABASE "shop" TO "app";');
});

test("asks for no right that a migrated database does not need", () => {
  expect(refusal({ ...SUITABLE, mayCreateSchemas: false, missingSchemas: [], trigrams: "installed" })).toBeUndefined();
});

test("names the schemas that are closed to the user", () => {
  const facts: ServerFacts = { ...SUITABLE, missingSchemas: [], closedSchemas: ["foldline", "read_models"] };
  expect(refusal(facts)).toContain('GRANT USAGE, CREATE ON SCHEMA "foldline", "read_models" TO "app";');
});

test("refuses a standby", () => {
  expect(refusal({ ...SUITABLE, readOnly: true })).toContain("read-only");
});

test("says which package brings a missing extension", () => {
  expect(refusal({ ...SUITABLE, trigrams: "missing" })).toContain("pg_trgm");
});
