import type pg from "pg";
import { generatePassword, hashPassword } from "../auth/password";

const INSERT = `
  insert into foldline.operators (email, name, role, password_hash)
  select $1, 'Administrator', 'admin', $2 where not exists (select from foldline.operators)`;

/** On first run, makes the account to sign in with; returns its password, or undefined when there are accounts. */
export async function createFirstAdmin(
  pool: pg.Pool,
  account: { email: string; password: string | undefined },
): Promise<string | undefined> {
  const { rows } = await pool.query("select from foldline.operators limit 1");
  if (rows.length > 0) return undefined;
  const password = account.password ?? generatePassword();
  const client = await pool.connect();
  try {
    await client.query("begin");
    // Of two servers that start together on one database, only one may make the account.
    await client.query("lock table foldline.operators in share row exclusive mode");
    const { rowCount } = await client.query(INSERT, [account.email, await hashPassword(password)]);
    await client.query("commit");
    return rowCount === 1 ? password : undefined;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}
