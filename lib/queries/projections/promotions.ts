import "server-only";
import type { Promotion } from "@/lib/api/projections";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";

interface Row {
  at: Date;
  kind: Promotion["kind"];
  version: number;
  previous_version: number | null;
  by: string | null;
  reason: string | null;
  changed: number | null;
  added: number | null;
  missing: number | null;
}

// Operators' promotions are in the audit; what a worker did by itself is known from the rebuild that asked for it.
const PROMOTIONS = `
with audited as (
  select e.recorded_at as at, case when e.type = 'ReadModelRolledBack' then 'rolled-back' else 'promoted' end as kind,
         (e.data ->> 'version')::int as version, (e.data ->> 'previousVersion')::int as previous_version,
         e.metadata ->> 'actorName' as by, e.metadata ->> 'reason' as reason,
         (e.data #>> '{rows,changed}')::int as changed, (e.data #>> '{rows,added}')::int as added,
         (e.data #>> '{rows,missing}')::int as missing
    from foldline.events e
   where e.type in ('ReadModelPromoted', 'ReadModelRolledBack') and left(e.stream_id, 7) = '$audit-'
     and e.data ->> 'projection' = $1
   order by e.position desc limit 100),
by_itself as (
  select coalesce(b.finished_at, m.promoted_at) as at, 'by-itself' as kind, b.version, null::int as previous_version,
         b.requested_by as by, b.reason, (b.verification #>> '{rows,changed}')::int as changed,
         (b.verification #>> '{rows,added}')::int as added, (b.verification #>> '{rows,missing}')::int as missing
    from foldline.rebuilds b
    join foldline.read_models m on m.projection = b.projection and m.version = b.version
   where b.projection = $1 and b.status = 'promoted' and b.scope = 'whole'
     and not exists (select 1 from audited a where a.version = b.version and a.kind = 'promoted'))
select * from audited union all select * from by_itself order by at desc limit 100`;

/** When consumers were given another version of a projection's read model, by whom and why, newest first. */
export async function listPromotions(projection: string): Promise<Promotion[]> {
  await authorize("viewer");
  const { rows } = await pool.query<Row>(PROMOTIONS, [projection]);
  return rows.map((row) => ({
    at: row.at.toISOString(),
    kind: row.kind,
    version: row.version,
    previousVersion: row.previous_version,
    by: row.by,
    reason: row.reason,
    rowsThatDiffered: row.changed === null ? null : row.changed + (row.added ?? 0) + (row.missing ?? 0),
  }));
}
