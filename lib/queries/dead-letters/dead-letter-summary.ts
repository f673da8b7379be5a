import "server-only";
import type { DeadLetterGroup, DeadLetterSummary, DeadLetterSummaryQuery } from "@/lib/api/dead-letters";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { watermark } from "@/lib/engine";
import { workerPulse } from "../jobs/live-workers";
import { stoppedPartitions } from "../projections/stopped-partitions";
import { DEAD_LETTERS, GROUP_KEYS, MATCHES, matchValues } from "./dead-letter-match";

interface TotalRow {
  readonly total: number;
  readonly parked: number;
  readonly streams: number;
  readonly projections: number;
  readonly waiting: string;
  readonly requested: number;
  readonly newest: Date | null;
  readonly resolved: Date | null;
  readonly at: Date;
}

interface GroupRow {
  readonly key: string;
  readonly errors: number;
  readonly error_group: string;
  readonly messages: number;
  readonly message: string;
  readonly projections: string[];
  readonly count: number;
  readonly parked: number;
  readonly skipped: number;
  readonly applied: number;
  readonly waiting: string;
  readonly first_failed_at: Date;
  readonly last_failed_at: Date;
}

const WAITING = "coalesce(sum(d.waiting) filter (where d.status = 'parked'), 0)";

const TOTAL = `
select count(*)::int as total, count(*) filter (where d.status = 'parked')::int as parked,
       count(distinct d.stream_id)::int as streams, count(distinct d.projection)::int as projections,
       ${WAITING} as waiting, count(d.retry_requested_at)::int as requested, max(d.failed_at) as newest,
       (select max(resolved_at) from foldline.dead_letters where resolved_by is not null) as resolved, now() as at
  from ${DEAD_LETTERS} where ${MATCHES}`;

const groups = (group: DeadLetterSummaryQuery["group"]) => `
select ${GROUP_KEYS[group]} as key, count(distinct d.error_group)::int as errors,
       (array_agg(d.error_group order by d.failed_at desc))[1] as error_group,
       count(distinct d.message)::int as messages, min(d.message) as message,
       array_agg(distinct d.projection) as projections, count(*)::int as count,
       count(*) filter (where d.status = 'parked')::int as parked,
       count(*) filter (where d.status = 'skipped')::int as skipped,
       count(*) filter (where d.status = 'applied')::int as applied, ${WAITING} as waiting,
       min(d.failed_at) as first_failed_at, max(d.failed_at) as last_failed_at
  from ${DEAD_LETTERS} where ${MATCHES}
 group by 1 order by max(d.failed_at) desc, 1 limit 500`;

const facet = (column: "projection" | "type") => `
select d.${column} as value, count(*)::int as count from ${DEAD_LETTERS} where ${MATCHES}
 group by 1 order by 2 desc, 1 limit 200`;

const APPLIED_UP_TO = `
select coalesce(min(p.checkpoint), $1::bigint) as position
  from foldline.partitions p join foldline.read_models m using (projection, version) where m.state = 'live'`;

type Facet = { value: string; count: number };

/** How many dead letters a filter matches, by group, projection and type; and what has stopped altogether. */
export async function summariseDeadLetters(query: DeadLetterSummaryQuery): Promise<DeadLetterSummary> {
  await authorize("viewer");
  const { projection: _projection, ...anyProjection } = query;
  const { type: _type, ...anyType } = query;
  const [upTo, pulse] = await Promise.all([watermark(pool), workerPulse(pool)]);
  const [total, grouped, projections, types, applied, stopped] = await Promise.all([
    pool.query<TotalRow>(TOTAL, matchValues(query)),
    pool.query<GroupRow>(groups(query.group), matchValues(query)),
    pool.query<Facet>(facet("projection"), matchValues(anyProjection)),
    pool.query<Facet>(facet("type"), matchValues(anyType)),
    pool.query<{ position: string }>(APPLIED_UP_TO, [upTo.toString()]),
    stoppedPartitions(pool, upTo),
  ]);
  const [all] = total.rows;
  return {
    total: all?.total ?? 0,
    parked: all?.parked ?? 0,
    streams: all?.streams ?? 0,
    projectionCount: all?.projections ?? 0,
    waiting: Number(all?.waiting ?? 0),
    requested: all?.requested ?? 0,
    newestFailedAt: all?.newest?.toISOString() ?? null,
    lastResolvedAt: all?.resolved?.toISOString() ?? null,
    groups: grouped.rows.map((row) => toGroup(row, query.group)),
    projections: projections.rows,
    types: types.rows,
    stopped,
    appliedUpTo: applied.rows[0]?.position ?? upTo.toString(),
    liveWorkers: pulse.live,
    at: (all?.at ?? new Date()).toISOString(),
  };
}

function toGroup(row: GroupRow, group: DeadLetterSummaryQuery["group"]): DeadLetterGroup {
  return {
    key: row.key,
    title: group === "error" ? (row.messages === 1 ? row.message : row.error_group) : row.key,
    projections: row.projections,
    errors: row.errors,
    errorGroup: row.error_group,
    count: row.count,
    parked: row.parked,
    skipped: row.skipped,
    applied: row.applied,
    waiting: Number(row.waiting),
    firstFailedAt: row.first_failed_at.toISOString(),
    lastFailedAt: row.last_failed_at.toISOString(),
  };
}
