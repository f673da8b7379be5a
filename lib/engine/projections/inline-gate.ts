import type { Queryable } from "../events";
import { watermark } from "../store/watermark";
import type { Projection } from "./projection";

// Namespaces of advisory locks, next to the 17996 of the floors and the 17997 of registration.
const GATES = 17998;
const KEYS = 17999;

/** More locks than these on one projection, and an append takes its gate alone instead. */
const MAX_KEY_LOCKS = 32;

const LEAST_PATIENCE_MS = 100;
const MOST_PATIENCE_MS = 800;

/** What an append locks of one inline projection before its positions are drawn. */
export interface GatePass {
  readonly projection: string;
  /** The rows it is going to change, in whatever order; `null`: any, so that it goes through the gate alone. */
  readonly keys: readonly string[] | null;
}

// In one order for everybody, gates before keys, so that appends never wait for each other in a circle.
const PASS = `
select case when exclusive then pg_advisory_xact_lock(space, id)::text
            else pg_advisory_xact_lock_shared(space, id)::text end,
       current_setting('transaction_isolation') as isolation
  from (select space, hashtext(name) as id, bool_or(exclusive) as exclusive
          from unnest($1::int[], $2::text[], $3::bool[]) as lock (space, name, exclusive)
         group by 1, 2 order by 1, 2) locks`;

/** Lets an append through the gates of inline projections until its transaction ends; gives back the isolation level. */
export async function passGates(db: Queryable, passes: readonly GatePass[]): Promise<string> {
  const locks = passes.flatMap(({ projection, keys }) => {
    const alone = keys === null || keys.length > MAX_KEY_LOCKS;
    const gate = { space: GATES, name: projection, exclusive: alone };
    if (alone) return [gate];
    return [gate, ...keys.map((key) => ({ space: KEYS, name: `${projection}:${key}`, exclusive: true }))];
  });
  const { rows } = await db.query<{ isolation: string }>(PASS, [
    locks.map(({ space }) => space),
    locks.map(({ name }) => name),
    locks.map(({ exclusive }) => exclusive),
  ]);
  return rows[0]?.isolation ?? "";
}

const SET_TIMEOUT = "select current_setting('lock_timeout') as before, set_config('lock_timeout', $1, true)";

/**
 * Until the transaction ends, no append that an inline projection follows is under way. Call it before taking other locks.
 * Fails with 55P03 after `patienceMs`: until then, all appends that come wait behind it.
 */
export async function takeInlineGate(
  db: Queryable,
  projection: Pick<Projection, "name">,
  patienceMs = LEAST_PATIENCE_MS,
): Promise<void> {
  const { rows } = await db.query<{ before: string }>(SET_TIMEOUT, [`${patienceMs}ms`]);
  await db.query(`select pg_advisory_xact_lock(${GATES}, hashtext($1))`, [projection.name]);
  await db.query(SET_TIMEOUT, [rows[0]?.before ?? "0"]);
}

/** How long to wait at a gate after that many failures: where appends queue for each other, 100 ms may never be enough. */
export function gatePatienceMs(failures: number): number {
  return Math.min(MOST_PATIENCE_MS, LEAST_PATIENCE_MS * 2 ** failures);
}

const LAST_DRAWN = "select case when is_called then last_value else 0 end as last_drawn from foldline.position_seq";

/**
 * How far a read model has to be brought before consumers see it. Behind the closed gate of an inline projection every
 * event that it follows is committed: the last position that was drawn. Of any other projection, the watermark.
 */
export async function drainTarget(db: Queryable, { mode }: Pick<Projection, "mode">): Promise<bigint> {
  if (mode !== "inline") return watermark(db);
  const { rows } = await db.query<{ last_drawn: string }>(LAST_DRAWN);
  return BigInt(rows[0]?.last_drawn ?? 0);
}
