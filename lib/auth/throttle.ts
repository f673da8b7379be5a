import "server-only";
import { pool } from "../db/pool";
import { formatSeconds } from "../format/duration";

/** This many wrong passwords in a row cost nothing; each further one doubles the wait. */
const FREE_FAILURES = 5;
const LONGEST_WAIT_MS = 5 * 60_000;
const REMEMBERED = "1 hour";

/** Signing in as this e-mail address has to wait. */
export class TooManyFailuresError extends Error {
  override readonly name = "TooManyFailuresError";
  readonly waitMs: number;

  constructor(waitMs: number) {
    super(`Too many failed sign-ins. Try again in ${formatSeconds(Math.max(1000, waitMs))}.`);
    this.waitMs = waitMs;
  }
}

const LOCK = "select pg_advisory_xact_lock(hashtextextended('foldline sign-in ' || $1, 0))";
const FAILURES = `
  select count(*)::int as failures, extract(epoch from clock_timestamp() - max(failed_at)) * 1000 as since_ms
    from foldline.sign_in_failures where email = $1 and failed_at > clock_timestamp() - interval '${REMEMBERED}'`;
const RECORD = "insert into foldline.sign_in_failures (email, failed_at) values ($1, clock_timestamp())";
const FORGET = "delete from foldline.sign_in_failures where email = $1";
const FORGET_OLD = `delete from foldline.sign_in_failures where failed_at < clock_timestamp() - interval '${REMEMBERED}'`;

/**
 * Counts an attempt as failed before it is tried, one at a time for each address, so that a hundred guesses at
 * once are not cheaper than a hundred in a row.
 */
export async function reserveAttempt(email: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query(LOCK, [email]);
    const { rows } = await client.query<{ failures: number; since_ms: string | null }>(FAILURES, [email]);
    const failures = rows[0]?.failures ?? 0;
    const waitMs = waitAfter(failures) - Number(rows[0]?.since_ms ?? 0);
    if (failures >= FREE_FAILURES && waitMs > 0) throw new TooManyFailuresError(waitMs);
    await client.query(FORGET_OLD);
    await client.query(RECORD, [email]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

/** After the right password: the address starts anew. */
export async function forgetFailures(email: string): Promise<void> {
  await pool.query(FORGET, [email]);
}

/** How long to wait after the last of `failures` failures: 2 s, 4 s, … up to five minutes. */
export function waitAfter(failures: number): number {
  return failures < FREE_FAILURES ? 0 : Math.min(LONGEST_WAIT_MS, 2000 * 2 ** Math.min(failures - FREE_FAILURES, 20));
}
