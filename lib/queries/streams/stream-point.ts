import "server-only";
import type { AsOf } from "@/lib/api/as-of";
import type { StreamPoint } from "@/lib/api/stream-point";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { store } from "@/lib/store";
import { isStorable } from "../storable";
import { statePoint } from "./state-point";
import { streamNotFound } from "./stream";

const MAX_LEFT_OUT = 1_000;

const AT_POSITION = `
select coalesce(max(version), 0) as version from foldline.events where stream_id = $1 and position <= $2`;

// As `stateAt` counts them: by the millisecond that people see.
const AT_INSTANT = `
with e as (
  select version, date_trunc('milliseconds', case when $3 then recorded_at else occurred_at end) > $2 as later
    from foldline.events where stream_id = $1
), last as (select coalesce(max(version), 0) as version from e where not later)
select last.version,
       (select count(*) from e where later and e.version < last.version) as left_out_count,
       array(select e.version from e where later and e.version < last.version order by e.version limit ${MAX_LEFT_OUT})
         as left_out
  from last`;

interface Row {
  readonly version: string;
  readonly left_out_count?: string;
  readonly left_out?: readonly string[];
}

/** The version of a stream that a point stands for, and the versions before it that do not belong to it. */
export async function readStreamPoint(streamId: string, asOf: AsOf): Promise<StreamPoint> {
  await authorize("viewer");
  const current = isStorable(streamId) ? await store.streamVersion(streamId) : 0;
  if (current === 0) throw streamNotFound(streamId);
  const point = statePoint(asOf);
  const row = await findRow(streamId, point);
  return {
    streamId,
    version: row === undefined ? Math.min(point.version ?? current, current) : Number(row.version),
    leftOut: (row?.left_out ?? []).map(Number),
    leftOutCount: Number(row?.left_out_count ?? 0),
  };
}

async function findRow(streamId: string, point: ReturnType<typeof statePoint>): Promise<Row | undefined> {
  if (point.instant !== undefined) {
    const values = [streamId, point.instant, point.clock === "recorded"];
    return (await pool.query<Row>(AT_INSTANT, values)).rows[0];
  }
  if (point.position === undefined) return undefined;
  return (await pool.query<Row>(AT_POSITION, [streamId, point.position.toString()])).rows[0];
}
