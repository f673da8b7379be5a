import type pg from "pg";
import { ConcurrentAppendError } from "../../errors";
import type { InlineSteps } from "../../projections/inline";
import { engineError } from "../postgres-errors";
import { inTransactionOf } from "../transaction";

const MORE_MEMORY = "set local work_mem = '64MB'";
// The planner takes "not known yet" for rare, and would join the batch with itself row by row: minutes instead of
// a second. The look-up of known events is a subquery, which keeps its index.
const NO_NESTED_LOOPS = "set local enable_nestloop = off";
// A batch need not wait for the disk: the import says that it is done only after `flush`.
const NO_WAIT = "set local synchronous_commit = off";
const HOLD_FLOOR = "select foldline.hold_floor()";

// The sort by line is complete, and with it every stream row is locked, before the first position is drawn:
// that keeps positions in the order of versions within each stream.
const APPLY = `
with fresh as materialized (
  select distinct on (stream_id, event_id) *
    from import_staging staged
   where line > $1 and line <= $2
     and (select true from foldline.events known
           where known.stream_id = staged.stream_id and known.event_id = staged.event_id) is null
   order by stream_id, event_id, line
), counted as (
  select stream_id, count(*) as added, split_part(stream_id, '-', 1) as category,
         (('x' || substr(md5(stream_id), 1, 8))::bit(32)::bigint & 1023)::smallint as slice
    from fresh group by stream_id
), advanced as (
  insert into foldline.streams as stream (stream_id, category, version, slice)
  select stream_id, category, added, slice from counted order by stream_id collate "C"
      on conflict (stream_id) do update
         set version = stream.version + excluded.version, updated_at = clock_timestamp()
  returning stream.stream_id, stream.version, stream.slice
), numbered as (
  select fresh.*, advanced.slice,
         advanced.version - counted.added + row_number() over (partition by fresh.stream_id order by line) as version
    from fresh join counted using (stream_id) join advanced using (stream_id)
   order by line
)
insert into foldline.events
  (stream_id, version, position, event_id, type, schema_version, slice, data, metadata, occurred_at)
select stream_id, version, nextval('foldline.position_seq'), event_id, type, schema_version, slice, data, metadata,
       coalesce(occurred_at, clock_timestamp())
  from numbered`;

// Of other transactions it sees only what they committed: what is its own bears its number.
const STORED_HERE = "e.xmin = pg_current_xact_id()::xid and e.position > $1";
const LAST_DRAWN = "select case when is_called then last_value else 0 end as last_drawn from foldline.position_seq";

/**
 * Appends the staged lines after `from`, up to `to`, that the store does not hold; gives back how many. `inline` folds
 * them in the same transaction.
 */
export async function applyBatch(
  client: pg.PoolClient,
  from: number,
  to: number,
  inline: InlineSteps | null,
): Promise<number> {
  for (;;) {
    try {
      return await inTransactionOf(client, async () => {
        await client.query(NO_WAIT);
        await client.query(MORE_MEMORY);
        await client.query(NO_NESTED_LOOPS);
        const folding = (await inline?.passGates(client)) ?? false;
        await client.query(HOLD_FLOOR);
        const before = folding ? (await client.query<{ last_drawn: string }>(LAST_DRAWN)).rows[0]?.last_drawn : null;
        const added = (await client.query(APPLY, [from, to])).rowCount ?? 0;
        if (folding && added > 0) await inline?.fold(client, { condition: STORED_HERE, values: [before] });
        return added;
      });
    } catch (error) {
      // Someone appended one of these events meanwhile, which the next attempt sees and leaves out; or holds streams
      // in another order in a transaction of their own, which goes on when this one has made way.
      const translated = engineError(error, []);
      if (!(translated instanceof ConcurrentAppendError) && !isDeadlock(error)) throw translated;
    }
  }
}

function isDeadlock(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "40P01";
}

// Commits synchronously and writes something, which puts all that was committed before on the disk as well.
const FLUSH = "select pg_logical_emit_message(true, 'foldline', 'import')";

/** Waits until every batch applied so far would survive a crash of the server. */
export async function flush(client: pg.PoolClient): Promise<void> {
  await client.query(FLUSH);
}
