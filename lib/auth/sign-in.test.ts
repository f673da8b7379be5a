import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "../db/pool";
import { auditStream } from "../operations/audit";
import { store } from "../store";
import { useAppDatabase } from "../testing/app-database";
import type { TestDatabase } from "../testing/database";
import { hashPassword } from "./password";
import { signIn } from "./sign-in";
import { TooManyFailuresError, waitAfter } from "./throttle";

let database: TestDatabase;
beforeAll(async () => {
  database = await useAppDatabase();
});
afterAll(() => database.drop());

const password = "a password of ours";

async function account(email: string, disabled = false): Promise<void> {
  await pool.query(
    "insert into foldline.operators (email, name, role, password_hash, disabled) values ($1, 'Ines', 'operator', $2, $3)",
    [email, await hashPassword(password), disabled],
  );
}

async function failures(email: string): Promise<number> {
  const { rows } = await pool.query("select from foldline.sign_in_failures where email = $1", [email]);
  return rows.length;
}

test("signs in with the right password, in any case of the address, and leaves an audit row", async () => {
  await account("ines@example.com");
  expect(await signIn({ email: " Ines@Example.com ", password })).toMatchObject({
    email: "ines@example.com",
    epoch: 1,
  });
  const [event] = await store.readStream(auditStream(new Date()), { direction: "backwards", limit: 1 });
  expect(event).toMatchObject({ type: "OperatorSignedIn", data: { email: "ines@example.com" } });
});

test("refuses a wrong password, an unknown address, a disabled account, and nothing at all", async () => {
  await account("disabled@example.com", true);
  expect(await signIn({ email: "ines@example.com", password: "wrong" })).toBeNull();
  expect(await signIn({ email: "nobody@example.com", password })).toBeNull();
  expect(await signIn({ email: "disabled@example.com", password })).toBeNull();
  expect(await signIn({ email: "", password: "" })).toBeNull();
});

test("after five failures the address waits, even with the right password; the right one before that starts anew", async () => {
  await account("slow@example.com");
  for (let attempt = 0; attempt < 4; attempt += 1) await signIn({ email: "slow@example.com", password: "wrong" });
  expect(await signIn({ email: "slow@example.com", password })).not.toBeNull();
  expect(await failures("slow@example.com")).toBe(0);
  for (let attempt = 0; attempt < 5; attempt += 1) await signIn({ email: "slow@example.com", password: "wrong" });
  await expect(signIn({ email: "slow@example.com", password })).rejects.toBeInstanceOf(TooManyFailuresError);
});

test("a hundred guesses at once are no more than five", async () => {
  const guesses = Array.from({ length: 100 }, () => signIn({ email: "flood@example.com", password: "guess" }));
  const results = await Promise.allSettled(guesses);
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(5);
});

test("the wait doubles, up to five minutes", () => {
  expect([4, 5, 6, 7, 40].map(waitAfter)).toEqual([0, 2000, 4000, 8000, 300_000]);
});
