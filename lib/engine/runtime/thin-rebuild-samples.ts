import type { Queryable } from "../events";

/** So many points are left of a rebuild that ended longer ago than a day. */
export const OLD_RUN_POINTS = 120;
const RUNS_AT_ONCE = 20;

const LONG = `
select b.id
  from foldline.rebuilds b
 where b.status in ('promoted', 'done', 'failed', 'cancelled', 'ready') and b.finished_at < $1
   and (select count(*) from (
          select 1 from foldline.rebuild_samples s where s.rebuild_id = b.id limit ${OLD_RUN_POINTS + 1}) s) > ${OLD_RUN_POINTS}
 order by b.finished_at limit ${RUNS_AT_ONCE}`;

// Events read only grow: of a stretch that is left out, the sample at its end tells how many were read in it. What stays
// beside evenly spaced ones: where each phase of the last attempt begins and ends, and so its first and its last sample.
const THIN = `
with placed as (
  select s.ctid as place, s.attempt = max(s.attempt) over () as lasting,
         row_number() over run as number, count(*) over (partition by s.attempt) as total,
         s.phase is distinct from lag(s.phase) over run or s.phase is distinct from lead(s.phase) over run as edge
    from foldline.rebuild_samples s where s.rebuild_id = $1
  window run as (partition by s.attempt order by s.sampled_at)),
spaced as (
  select place, edge, number, total, greatest(0, ${OLD_RUN_POINTS} - count(*) filter (where edge) over ()) as points
    from placed where lasting)
delete from foldline.rebuild_samples
 where ctid in (
   select place from placed where not lasting
    union all
   select place from spaced where not edge and number * points / total = (number - 1) * points / total)`;

/** Thins the samples of rebuilds that ended before `before`, some rebuilds at a time; earlier attempts of theirs go. */
export async function thinRebuildSamples(db: Queryable, before: Date): Promise<number> {
  const { rows } = await db.query<{ id: string }>(LONG, [before]);
  for (const { id } of rows) await db.query(THIN, [id]);
  return rows.length;
}
