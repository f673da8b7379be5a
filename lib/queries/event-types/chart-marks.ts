import "server-only";
import type { ChartMarkOf } from "@/lib/api/projection-watch";
import type { Queryable } from "@/lib/engine";

/** More would be a carpet, not marks. */
const MOST_MARKS = 40;

// An upcaster that came back lost its retirement, which the sets still know; a retirement of before the sets is its own only.
// A version goes live again when it is rolled back to; the one after it then retires in the same moment.
const MARKS = `
select deployed_at as at, label, 'deployment' as kind from foldline.deployments where deployed_at >= $1
union all
select activated_at, 'Upcaster ' || type || ' v' || from_version || ' activated', 'upcaster'
  from foldline.upcasters where activated_at >= $1
union all
select s.created_at, 'Upcaster ' || u.type || ' v' || u.from_version || ' retired', 'upcaster'
  from foldline.upcaster_sets s join foldline.upcasters u on u.id = s.upcaster_id
 where s.cause = 'retire' and s.created_at >= $1
union all
select retired_at, 'Upcaster ' || type || ' v' || from_version || ' retired', 'upcaster'
  from foldline.upcasters u
 where retired_at >= $1 and not exists (select 1 from foldline.upcaster_sets s where s.created_at = u.retired_at)
union all
select created_at, 'Upcasters rolled back to set ' || restores, 'upcaster'
  from foldline.upcaster_sets where cause = 'restore' and created_at >= $1
union all
select m.promoted_at,
       case when back.found then m.projection || ' rolled back to v' || m.version
            else m.projection || ' v' || m.version || ' promoted' end, 'promotion'
  from foldline.read_models m
 cross join lateral (
   select exists (select 1 from foldline.read_models r
                   where r.projection = m.projection and r.version > m.version
                     and abs(extract(epoch from r.retired_at - m.promoted_at)) < 1) as found) back
 where m.promoted_at >= $1 and ($2::text is null or m.projection = $2)
   and (back.found or exists (select 1 from foldline.rebuilds b
                               where b.projection = m.projection and b.version = m.version and b.scope = 'whole'))
 order by at desc limit ${MOST_MARKS}`;

/** What may explain a change in a chart since an instant: deployments, upcasters, promotions (of one projection or all). */
export async function chartMarks(db: Queryable, since: Date, projection: string | null): Promise<ChartMarkOf[]> {
  const { rows } = await db.query<Omit<ChartMarkOf, "at"> & { readonly at: Date }>(MARKS, [since, projection]);
  return rows.map((mark) => ({ ...mark, at: mark.at.getTime() })).toReversed();
}
