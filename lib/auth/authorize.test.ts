import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pool } from "../db/pool";
import { asRole, useAppDatabase } from "../testing/app-database";
import type { TestDatabase } from "../testing/database";
import { hashApiToken } from "./api-token";
import { authorize } from "./authorize";
import { operatorOfSession } from "./operator-of-session";
import { operatorOfToken } from "./operator-of-token";
import { ROLES } from "./role";

let database: TestDatabase;
beforeAll(async () => {
  database = await useAppDatabase();
});
afterAll(() => database.drop());

async function makeOperator(fields: { role?: string; disabled?: boolean } = {}): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into foldline.operators (email, name, role, password_hash, disabled)
     values (gen_random_uuid() || '@example.com', 'Ines', $1, 'x', $2) returning id`,
    [fields.role ?? "operator", fields.disabled ?? false],
  );
  return rows[0]?.id ?? "";
}

async function makeToken(
  fields: { role?: string; by?: string; expires?: string; revoked?: boolean } = {},
): Promise<string> {
  const token = `foldline_${crypto.randomUUID()}`;
  await pool.query(
    `insert into foldline.api_tokens (name, token_hash, role, created_by, expires_at, revoked_at)
     values ('ci', $1, $2, $3, now() + $4::interval, case when $5 then now() end)`,
    [
      hashApiToken(token),
      fields.role ?? "operator",
      fields.by ?? "command line",
      fields.expires ?? null,
      fields.revoked ?? false,
    ],
  );
  return token;
}

describe("authorize", () => {
  for (const [index, role] of ROLES.entries()) {
    test(`lets ${role} do what ${ROLES.slice(0, index + 1).join(", ")} may, and no more`, async () => {
      for (const [neededIndex, needed] of ROLES.entries()) {
        const attempt = asRole(role, () => authorize(needed));
        if (neededIndex <= index) expect((await attempt).role).toBe(role);
        else await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
      }
    });
  }
});

describe("a session", () => {
  test("is its operator, with the role they have now", async () => {
    const id = await makeOperator({ role: "operator" });
    expect(await operatorOfSession({ id, epoch: 1 })).toMatchObject({ id, role: "operator" });
    await pool.query("update foldline.operators set role = 'viewer' where id = $1", [id]);
    expect(await operatorOfSession({ id, epoch: 1 })).toMatchObject({ role: "viewer" });
  });

  test("ends with its epoch, and when its operator is disabled", async () => {
    const id = await makeOperator();
    expect(await operatorOfSession({ id, epoch: 2 })).toBeNull();
    await pool.query("update foldline.operators set disabled = true where id = $1", [id]);
    expect(await operatorOfSession({ id, epoch: 1 })).toBeNull();
  });
});

describe("a bearer token", () => {
  test("acts with its role, and notes when it was used", async () => {
    const token = await makeToken({ role: "viewer" });
    expect(await operatorOfToken(token)).toMatchObject({ name: "ci", role: "viewer" });
    const { rows } = await pool.query("select last_used_at from foldline.api_tokens where token_hash = $1", [
      hashApiToken(token),
    ]);
    expect(rows[0]).toMatchObject({ last_used_at: expect.any(Date) });
  });

  test("is nobody once it is revoked or expired, or when it never was", async () => {
    expect(await operatorOfToken(await makeToken({ revoked: true }))).toBeNull();
    expect(await operatorOfToken(await makeToken({ expires: "-1 second" }))).toBeNull();
    expect(await operatorOfToken("foldline_nonsense")).toBeNull();
    expect(await operatorOfToken(await makeToken({ expires: "1 day" }))).not.toBeNull();
  });

  test("never does more than who made it may, and nothing once they are disabled", async () => {
    const id = await makeOperator({ role: "viewer" });
    const token = await makeToken({ role: "admin", by: id });
    expect(await operatorOfToken(token)).toMatchObject({ role: "viewer" });
    await pool.query("update foldline.operators set disabled = true where id = $1", [id]);
    expect(await operatorOfToken(token)).toBeNull();
  });
});
