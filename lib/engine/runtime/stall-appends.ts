import type { Queryable } from "../events";
import { HELD_FLOORS } from "../store/watermark";

/** A transaction that has begun an append and not ended it: no event after its floor is read until it does. */
export interface OpenAppend {
  /** Null of a transaction that was prepared and belongs to no process. */
  readonly pid: number | null;
  readonly application: string | null;
  readonly operator: string | null;
  readonly client: string | null;
  /** Null when Postgres does not show this role the transactions of others. */
  readonly openSince: Date | null;
  /** `idle in transaction`, `active`, … */
  readonly state: string | null;
  /** The statement that runs, or that ran last. */
  readonly query: string | null;
  /** The watermark cannot pass it. */
  readonly floor: bigint;
}

const OPEN = `
select l.pid, nullif(a.application_name, '') as application, a.usename as operator, host(a.client_addr) as client,
       a.xact_start as "openSince", a.state, a.query, l.floor::text
  from (${HELD_FLOORS}) l
  left join pg_stat_activity a on a.pid = l.pid
 where a.xact_start is null or a.xact_start < clock_timestamp() - make_interval(secs => $1)
 order by l.floor, a.xact_start`;

/** The appends that have been open for longer than `seconds`, the one that holds the watermark back first. */
export async function openAppends(db: Queryable, seconds: number): Promise<OpenAppend[]> {
  const { rows } = await db.query<Omit<OpenAppend, "floor"> & { readonly floor: string }>(OPEN, [seconds]);
  return rows.map((row) => ({ ...row, floor: BigInt(row.floor) }));
}
