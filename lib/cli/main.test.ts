import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { parseExpiry } from "./token";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function foldline(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", join(import.meta.dirname, "main.ts"), ...args],
    { encoding: "utf8", env: { ...process.env, DATABASE_URL: database.url, DEBUG: undefined } },
  );
}

test("lists every command with what it is for", () => {
  const { status, stdout } = foldline("help");
  expect(status).toBe(0);
  for (const name of [
    "start",
    "import",
    "export",
    "rebuild",
    "verify",
    "upcasters",
    "worker",
    "token",
    "seed",
    "doctor",
  ]) {
    expect(stdout).toMatch(new RegExp(`^  ${name} +\\S`, "m"));
  }
});

test("answers a wrong command line with exit code 2 and one clear line", () => {
  expect(foldline("frobnicate")).toMatchObject({ status: 2, stdout: "" });
  const { status, stderr } = foldline("token", "--nonsense");
  expect(status).toBe(2);
  expect(stderr).toContain("--nonsense");
  expect(stderr).toContain("Usage: npx foldline token");
});

test("reports an error as JSON when asked, and never a stack", () => {
  const { status, stdout, stderr } = foldline("token", "revoke", "nothing", "--json");
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ error: { message: expect.stringContaining("nothing") } });
  expect(stderr).not.toContain("    at ");
});

test("prints a token once, keeps only its hash, and revokes it by name", async () => {
  const { status, stdout } = foldline("token", "--name", "ci", "--role", "operator", "--expires", "90d");
  expect(status).toBe(0);
  const { rows } = await database.pool.query("select * from foldline.api_tokens where name = 'ci'");
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(stdout.trim());
  expect(foldline("token", "list").stdout).toMatch(/^ci +operator +active, until /m);
  expect(foldline("token", "--name", "ci", "--role", "viewer").stderr).toContain("There is a token named");
  expect(foldline("token", "revoke", "ci").status).toBe(0);
  expect(foldline("token", "list").stdout).toMatch(/^ci +operator +revoked/m);
});

test("tells a healthy installation from one with a checkpoint beyond the log", async () => {
  const healthy = foldline("doctor", "--json");
  expect(JSON.parse(healthy.stdout)).toMatchObject({ healthy: true });
  expect(healthy.status).toBe(0);
  await database.pool.query(`
    insert into foldline.read_models (projection, version, table_name, definition_version, definition_hash, upcaster_hash, state)
      values ('orders', 1, 'orders_1', 1, '', '', 'live');
    insert into foldline.partitions (projection, version, partition, slice_from, slice_to, checkpoint)
      values ('orders', 1, 0, 0, 1023, 999999)`);
  const ill = foldline("doctor");
  expect(ill.status).toBe(1);
  expect(ill.stdout).toMatch(/^failed +checkpoints +1 are beyond the log, .*npx foldline rebuild orders/m);
});

test("reads the end of a token in hours, days or as a date", () => {
  const now = new Date("2026-03-01T12:00:00Z");
  expect(parseExpiry("12h", now)).toEqual(new Date("2026-03-02T00:00:00Z"));
  expect(parseExpiry("90d", now)).toEqual(new Date("2026-05-30T12:00:00Z"));
  expect(parseExpiry("2027-01-31", now)).toEqual(new Date("2027-01-31T00:00:00Z"));
  expect(() => parseExpiry("soon", now)).toThrow("give hours");
  expect(() => parseExpiry("2020-01-01", now)).toThrow("in the past");
});

test("finds a row that is not what its events make, and a stream with a gap", async () => {
  const { pool } = database;
  expect(foldline("verify", "nothing").status).toBe(2);
  const whole = foldline("verify", "--json");
  expect(JSON.parse(whole.stdout)).toMatchObject({ intact: true, brokenStreams: [] });
  expect(whole.status).toBe(0);
  await pool.query(
    "insert into foldline.streams (stream_id, category, version, slice) values ('ghost-1', 'ghost', 3, 7)",
  );
  const broken = foldline("verify");
  expect(broken.stdout).toContain("ghost-1 has no events, and is at version 3");
  expect(broken.status).toBe(1);
});

test("exports a chain of upcasters as code, and imports it as drafts", () => {
  const program = foldline("upcasters", "export", "OrderPlaced", "--format", "python");
  expect(program).toMatchObject({ status: 0 });
  expect(program.stdout).toContain("def upcast_v1_v2(state: dict[str, Any]) -> None:");
  expect(program.stderr).toContain("Note: ");
  expect(foldline("upcasters", "export", "OrderPlaced", "--format", "cobol").status).toBe(2);
  expect(foldline("upcasters", "export", "Nothing", "--json").status).toBe(1);

  const upcaster = { title: "t", type: "A", fromVersion: 1, toType: "A", toVersion: 2, operations: [] };
  const file = join(mkdtempSync(join(tmpdir(), "foldline-")), "upcasters.json");
  writeFileSync(file, JSON.stringify({ foldline: "upcasters", version: 1, upcasters: [upcaster] }));
  expect(foldline("upcasters", "import", file, "--dry-run").stdout).toContain("it would be 1 draft created");
  const imported = foldline("upcasters", "import", file, "--json");
  expect(JSON.parse(imported.stdout)).toMatchObject({ upcasters: [{ outcome: "draft" }] });
  expect(foldline("upcasters", "import", file).stdout).toContain("0 drafts created, 1 here already.");
  writeFileSync(
    file,
    JSON.stringify({ foldline: "upcasters", version: 1, upcasters: [{ ...upcaster, operations: [{ op: "x" }] }] }),
  );
  const refused = foldline("upcasters", "import", file);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('no operation "x"');
});
