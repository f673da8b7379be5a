import type pg from "pg";
import { inTransaction } from "../store/transaction";
import { type ClaimedRetry, retryStream } from "./retry-stream";
import type { Retryable } from "./retryable";

/** How long a claimed request stays with a worker that gives no sign of life. */
const LEASE_SECONDS = 30;
const RENEW_EVERY_MS = 10_000;
const AGAIN_AFTER_SECONDS = 1;

const CLAIM = `
update foldline.dead_letters d
   set retry_lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
  from (
    select c.id, m.definition_version, m.table_name
      from foldline.dead_letters c
      join foldline.read_models m on m.projection = c.projection and m.version = c.version
      join unnest($1::text[], $2::int[]) as mine (name, version)
        on mine.name = m.projection and mine.version = m.definition_version
     where c.retry_requested_at is not null and c.status = 'parked'
       and (c.retry_lease_until is null or c.retry_lease_until < clock_timestamp())
       and m.state in ('catching-up', 'ready', 'live', 'retired')
     order by c.retry_requested_at, c.position limit $3 for update of c skip locked) next
 where d.id = next.id
returning d.id, d.projection, d.version, next.definition_version as "definitionVersion",
          coalesce(next.table_name, '') as "tableName", d.partition, d.position`;

// One whose transaction is under way holds its row, and needs no lease.
const RENEW = `
update foldline.dead_letters set retry_lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
 where id in (select id from foldline.dead_letters
               where id = any ($1) and retry_lease_until is not null for update skip locked)`;

const TRY_AGAIN = `
update foldline.dead_letters set retry_lease_until = clock_timestamp() + make_interval(secs => ${AGAIN_AFTER_SECONDS})
 where id = $1 and retry_requested_at is not null`;

/** A projection, and the version of its definition. */
export interface Definition {
  readonly name: string;
  readonly version: number;
}

export interface RetryContext {
  /** What this worker can retry; other requests are left to workers that can. */
  readonly known: readonly Definition[];
  readonly retryableOf: (definition: Definition) => Promise<Retryable | undefined>;
  /** The worker's name. */
  readonly worker: string;
  /** The most streams to retry now, so that feeding goes on in between. */
  readonly limit: number;
  readonly signal?: AbortSignal;
  /** How often claims are prolonged; 10 s when left out. */
  readonly renewEveryMs?: number;
  /** The database was away, say: that request is taken up again a moment later. */
  readonly onError?: (error: unknown) => void;
}

/** Does what operators asked for with parked streams, each in a transaction of its own; returns how many it took up. */
export async function retryDeadLetters(pool: pg.Pool, context: RetryContext): Promise<number> {
  const { known, limit, signal, renewEveryMs = RENEW_EVERY_MS } = context;
  const { rows } = await pool.query<ClaimedRetry & { readonly position: string }>(CLAIM, [
    known.map(({ name }) => name),
    known.map(({ version }) => version),
    limit,
  ]);
  const inOrder = rows.sort((a, b) => (BigInt(a.position) < BigInt(b.position) ? -1 : 1));
  const undone = new Set(rows.map(({ id }) => id));
  // Handlers of a reactor take their time: nobody else is to hand the same events over meanwhile.
  const renewing = setInterval(() => {
    pool.query(RENEW, [[...undone]]).catch(() => undefined);
  }, renewEveryMs);
  try {
    for (const claimed of inOrder) {
      if (signal?.aborted) break;
      await retry(pool, claimed, context);
      undone.delete(claimed.id);
    }
  } finally {
    clearInterval(renewing);
  }
  return rows.length;
}

/** Does one request; what fails on the way is reported, and tried again a moment later. */
async function retry(pool: pg.Pool, claimed: ClaimedRetry, context: RetryContext): Promise<void> {
  const { retryableOf, worker, onError = () => {} } = context;
  const { id, projection, definitionVersion } = claimed;
  try {
    const retryable = await retryableOf({ name: projection, version: definitionVersion });
    if (retryable === undefined) return;
    while (!(await tried(pool, claimed, retryable, worker)));
  } catch (error) {
    onError(error);
    await pool.query(TRY_AGAIN, [id]).catch(() => undefined);
  }
}

/** Runs a retry's transaction; false when it gave up for something that has been done now. */
async function tried(pool: pg.Pool, claimed: ClaimedRetry, retryable: Retryable, worker: string): Promise<boolean> {
  try {
    await inTransaction(pool, async (client) => {
      await client.query("set local lock_timeout = '5s'");
      await retryStream(client, claimed, retryable, worker);
    });
    return true;
  } catch (error) {
    if (await retryable.resolve?.(error)) return false;
    throw error;
  }
}
