import type pg from "pg";
import { inTransaction } from "../store/transaction";
import { type CompiledEventSchema, compileEventSchema } from "./compile-event-schema";

const DEFAULT_BATCH = 2_000;
const MAX_BATCH_BYTES = 16 * 1024 * 1024;
const MAX_KEPT = 100_000;

// The one that is furthest behind; others may be in the hands of other workers. Streams of events of its type tell
// whether there is anything to look at, so that a schema of a type that rests is not written to.
const CLAIM = `
select s.id, s.type, s.schema_version as "schemaVersion", s.schema, s.checked_to as "checkedTo", s.misfits
  from foldline.event_schemas s
 where s.published_at is not null and s.withdrawn_at is null and s.checked_to < $1 and s.id <> all ($2::uuid[])
   and exists (select from foldline.events e
                where e.type = s.type and e.position > s.checked_to and e.position <= $1)
 order by s.checked_to limit 1
   for update of s skip locked`;

// Events of other versions are passed over without their data; of the rest, as many as memory is meant for.
const PAGE = `
select position, stream_id as "streamId", version, data, events
  from (select *, count(*) over () as events,
               coalesce(sum(octet_length(data)) over (order by position rows between unbounded preceding and 1 preceding), 0)
                 as bytes_before
          from (select position, stream_id, version,
                       case when schema_version = $2 and left(stream_id, 1) <> '$' then data::text end as data
                  from foldline.events
                 where type = $1 and position > $3 and position <= $4
                 order by position limit $5) page) measured
 where bytes_before < ${MAX_BATCH_BYTES}
 order by position`;

const LIST = `
insert into foldline.schema_misfits (schema_id, position, stream_id, stream_version, path, message)
select $1, * from unnest($2::bigint[], $3::text[], $4::bigint[], $5::text[], $6::text[])`;

const ADVANCE = `
update foldline.event_schemas set checked_to = $2, checked = checked + $3, misfits = misfits + $4 where id = $1`;

interface Claimed {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly schema: unknown;
  readonly checkedTo: string;
  readonly misfits: string;
}

interface Row {
  readonly position: string;
  readonly streamId: string;
  readonly version: string;
  readonly data: string | null;
  /** How many the page would have if memory had no end. */
  readonly events: string;
}

/**
 * Checks the next stored events of the published schema that is furthest behind, up to the watermark; counts, listed misfits
 * and place are committed together, so that a worker that dies has done nothing. False: there was nothing to check.
 */
export async function checkStoredEvents(
  pool: pg.Pool,
  upTo: bigint,
  { batch = DEFAULT_BATCH, broken = new Set() }: { readonly batch?: number; readonly broken?: Set<string> } = {},
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const claimed = (await client.query<Claimed>(CLAIM, [upTo.toString(), [...broken]])).rows[0];
    if (claimed === undefined) return false;
    const compiled = compiledOf(claimed, broken);
    const { type, schemaVersion, checkedTo } = claimed;
    const { rows } = await client.query<Row>(PAGE, [type, schemaVersion, checkedTo, upTo.toString(), batch]);
    const last = rows.at(-1);
    if (last === undefined) return false;
    const isWhole = rows.length < batch && rows.length === Number(last.events);
    const looked = rows.filter(({ data }) => data !== null);
    const misfits = looked.flatMap((row) => misfitOf(row, compiled));
    const room = Math.max(0, MAX_KEPT - Number(claimed.misfits));
    if (misfits.length > 0 && room > 0) await client.query(LIST, [claimed.id, ...columns(misfits.slice(0, room))]);
    const next = isWhole ? upTo.toString() : last.position;
    await client.query(ADVANCE, [claimed.id, next, looked.length, misfits.length]);
    return true;
  });
}

/** One that cannot be compiled is not asked for again: it keeps no other from being checked. */
function compiledOf({ id, schema }: Claimed, broken: Set<string>): CompiledEventSchema {
  try {
    return compileEventSchema(schema);
  } catch (error) {
    broken.add(id);
    throw error;
  }
}

interface Misfit extends Row {
  readonly path: string;
  readonly message: string;
}

function misfitOf(row: Row, compiled: CompiledEventSchema): Misfit[] {
  const problem = row.data === null ? null : compiled.check(row.data);
  return problem === null ? [] : [{ ...row, ...problem }];
}

function columns(misfits: readonly Misfit[]): unknown[] {
  return [
    misfits.map(({ position }) => position),
    misfits.map(({ streamId }) => streamId),
    misfits.map(({ version }) => version),
    misfits.map(({ path }) => path),
    misfits.map(({ message }) => message),
  ];
}
