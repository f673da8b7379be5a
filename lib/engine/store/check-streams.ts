import type { Queryable } from "../events";

/** A stream whose stored events are not what an append leaves behind. */
export interface BrokenStream {
  readonly streamId: string;
  readonly problem: string;
}

// Read in the order of the primary key; a dump that was restored in part, or a hand in the table, shows here.
const BROKEN = `
with seen as (
  select stream_id, version, position,
         row_number() over stream as place, lag(position) over stream as before
    from foldline.events window stream as (partition by stream_id order by version)),
streams as (
  select stream_id, count(*) as events, bool_or(version <> place) as gap, bool_or(position <= before) as disordered
    from seen group by stream_id)
select coalesce(e.stream_id, s.stream_id) as "streamId",
       case when s.stream_id is null then 'has events, and no row in foldline.streams'
            when e.stream_id is null then 'has no events, and is at version ' || s.version
            when e.gap then 'has a gap in its versions'
            when e.disordered then 'has positions that do not rise with its versions'
            else 'is at version ' || s.version || ', and has ' || e.events || ' events' end as problem
  from streams e full join foldline.streams s on s.stream_id = e.stream_id
 where e.stream_id is null or s.stream_id is null or e.gap or e.disordered or e.events <> s.version
 order by 1 limit $1`;

/** Streams whose versions, positions or counts contradict each other, up to `limit`; none in a store that only appends wrote. */
export async function brokenStreams(db: Queryable, limit = 100): Promise<BrokenStream[]> {
  const { rows } = await db.query<BrokenStream>(BROKEN, [limit]);
  return rows;
}
