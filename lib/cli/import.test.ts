import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { createGunzip } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FINES = fileURLToPath(new URL("../../../shared/data/road-traffic-fines.ndjson.gz", import.meta.url));

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "foldline-import-"));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a user would, on this test's database. */
async function foldline(args: readonly string[], stdin = ""): Promise<Outcome> {
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "lib/cli/main.ts", ...args], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: database.url },
  });
  child.stdin.end(stdin);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code, stdout, stderr };
}

const event = (id: string) =>
  `{"specversion":"1.0","id":"${id}","source":"shop","subject":"order-1","type":"Placed","time":"2026-01-01T00:00:00Z","data":{"total":10.00}}\n`;

describe("foldline import and export", () => {
  test("carry lines from stdin into the store and out of it again, the same lines", async () => {
    const imported = await foldline(["import", "-", "--json"], event("1") + event("2"));
    expect(imported.code).toBe(0);
    expect(JSON.parse(imported.stdout)).toMatchObject({ events: 2, appended: 2, known: 0 });
    expect(imported.stderr).toContain("2 events");
    const exported = await foldline(["export", "--stream", "order-1"]);
    expect(exported).toMatchObject({ code: 0, stdout: event("1") + event("2") });
  });

  test("take a range of a stream, and a correlation", async () => {
    const correlated = (id: string) =>
      event(id).replace('"order-1"', '"range-1"').replace('"data"', '"correlationid":"c1","data"');
    await foldline(["import", "-"], correlated("r1") + correlated("r2") + correlated("r3"));
    const ids = ({ stdout }: Outcome) =>
      stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).id);
    expect(ids(await foldline(["export", "--stream", "range-1", "--from", "2", "--to", "2"]))).toEqual(["r2"]);
    expect(ids(await foldline(["export", "--correlation", "c1"]))).toEqual(["r1", "r2", "r3"]);
    expect(await foldline(["export", "--from", "2"])).toMatchObject({ code: 2 });
    expect(await foldline(["export", "--stream", "range-1", "--to", "x"])).toMatchObject({ code: 2 });
  });

  test("refuse masked events unless they are meant", async () => {
    const masked = event("m1").replace('"data"', '"foldlinemasked":true,"data"');
    const refused = await foldline(["import", "-"], masked);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("is masked") });
    expect(await foldline(["import", "-", "--masked"], masked)).toMatchObject({ code: 0 });
  });

  test("refuse a file with a malformed line, by its number, on stderr, with an exit code that says so", async () => {
    const path = join(folder, "bad.ndjson");
    await writeFile(path, `${event("3")}{"specversion":\n${event("4")}`);
    const refused = await foldline(["import", path]);
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toContain("Line 2: is not valid JSON");
    const skipping = await foldline(["import", path, "--skip-bad"]);
    expect(skipping.code).toBe(0);
    expect(skipping.stdout).toMatch(/^Added 2 of 2 events.*\nLeft out 1 line.*\n {2}line 2: is not valid JSON/);
  });

  test("say how they are used when they are misused, and name a file that is not there", async () => {
    expect(await foldline(["import"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Usage: npx foldline import"),
    });
    expect(await foldline(["export", "--sream", "x"])).toMatchObject({ code: 2 });
    expect(await foldline(["import", join(folder, "none")])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("none"),
    });
  });
});

describe("the road traffic fines", () => {
  const counts = {
    ...{ "Create Fine": 150_370, "Send Fine": 103_987, "Insert Fine Notification": 79_860, "Add penalty": 79_860 },
    ...{ Payment: 77_601, "Send for Credit Collection": 59_013, "Insert Date Appeal to Prefecture": 4_188 },
    ...{ "Send Appeal to Prefecture": 4_141, "Receive Result Appeal from Prefecture": 999 },
    ...{ "Notify Result Appeal to Offender": 896, "Appeal to Judge": 555 },
  };

  test("come in whole, in under 300 MB, once; and go out digit for digit", { timeout: 300_000 }, async (context) => {
    if (!existsSync(FINES)) return context.skip(`${FINES} is not there`);
    const first = JSON.parse((await foldline(["import", FINES, "--json"])).stdout);
    expect(first).toMatchObject({ lines: 561_470, events: 561_470, appended: 561_470, known: 0 });
    expect(first.peakMemoryBytes).toBeLessThan(300 * 1024 * 1024);
    const again = JSON.parse((await foldline(["import", FINES, "--json"])).stdout);
    expect(again).toMatchObject({ appended: 0, known: 561_470 });
    const types = await database.pool.query<{ type: string; n: number }>(
      "select type, count(*)::int as n from foldline.events where split_part(stream_id, '-', 1) = 'fine' group by type",
    );
    expect(Object.fromEntries(types.rows.map((row) => [row.type, row.n]))).toEqual(counts);
    const streams = await database.pool.query("select 1 from foldline.streams where category = 'fine'");
    expect(streams.rows).toHaveLength(150_370);
    const exported = await foldline(["export", "--category", "fine"]);
    const original = await text(createReadStream(FINES).pipe(createGunzip()));
    expect(digest(exported.stdout)).toBe(digest(original));
  });
});

/** A digest of the lines with their times left out: those are exported in UTC. */
function digest(lines: string): string {
  return createHash("sha256")
    .update(lines.replaceAll(/"time":"[^"]*"/g, ""))
    .digest("hex");
}
