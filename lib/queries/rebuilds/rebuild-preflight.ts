import "server-only";
import type { PreflightQuery } from "@/lib/api/rebuild-requests";
import type { RebuildPreflight } from "@/lib/api/rebuilds";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";
import { eventsOfStream, eventsToRead } from "../events/events-to-read";
import type { ProjectionRow } from "../projections/projection-rows";
import { definitionChanged, isStale, summariseProjections } from "../projections/projection-summary";
import { currentChain } from "../upcasters/current-chain";

// A rebuild that was throttled, or of a part only, says nothing about how fast a whole one can be.
const PAST_RUNS = `
select events_total::float8 / extract(epoch from finished_at - started_at)::float8 as rate
  from foldline.rebuilds
 where projection = $1 and status in ('ready', 'promoted') and events_total > 0 and finished_at > started_at
   and scope = 'whole' and throttle is null
 order by finished_at desc limit 3`;

const NEXT_VERSION = `
select 1 + greatest(
  (select coalesce(max(version), 0) from foldline.read_models where projection = $1),
  (select coalesce(max(version), 0) from foldline.rebuilds where projection = $1)) as version`;

const VIEW_COLUMNS = `
select a.attname as name
  from pg_attribute a
 where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped order by a.attnum`;

const DEPENDENTS = `
select distinct n.nspname || '.' || c.relname as name
  from pg_depend d
  join pg_rewrite r on r.oid = d.objid
  join pg_class c on c.oid = r.ev_class
  join pg_namespace n on n.oid = c.relnamespace
 where d.refobjid = to_regclass($1) and d.classid = 'pg_rewrite'::regclass and c.oid <> to_regclass($1)
 order by 1`;

const PARKED = `
select count(*) as streams from foldline.dead_letters where projection = $1 and version = $2 and status = 'parked'`;

/** What a rebuild of the projection, or of a part of it, would read, take and leave behind, as of now. */
export async function preflightRebuild(name: string, scope: PreflightQuery): Promise<RebuildPreflight> {
  await authorize("viewer");
  const { projections, liveWorkers } = await summariseProjections(pool, name);
  const [found] = projections;
  if (found === undefined) throw new AppError(`There is no projection "${name}".`, { code: "not-found" });
  const { row, summary, upcasterHash } = found;
  const view = `read_models."${row.definition.view}"`;
  const [events, runs, next, columns, dependents, parked] = await Promise.all([
    countEvents(row, scope),
    pool.query<{ rate: number }>(PAST_RUNS, [name]),
    pool.query<{ version: number }>(NEXT_VERSION, [name]),
    pool.query<{ name: string }>(VIEW_COLUMNS, [view]),
    pool.query<{ name: string }>(DEPENDENTS, [view]),
    pool.query<{ streams: string }>(PARKED, [name, row.version]),
  ]);
  const wanted = [row.definition.keyColumn, ...row.definition.columns.map((column) => column.name)];
  const present = columns.rows.map((column) => column.name);
  return {
    projection: name,
    scope: scope.scope,
    nextVersion: next.rows[0]?.version ?? 1,
    servingVersion: row.servingVersion,
    partitions: row.partitions,
    types: row.definition.types,
    eventsToRead: events.matching,
    eventsExact: events.exact,
    eventsInStore: events.all,
    estimate: estimateFrom(
      events.matching,
      runs.rows.map((run) => run.rate),
    ),
    rows: summary.rows,
    bytes: summary.bytes,
    parked: Number(parked.rows[0]?.streams ?? 0),
    why: [
      ...(definitionChanged(row) ? [`The definition changed after v${row.version} was built.`] : []),
      ...(isStale(row, upcasterHash) ? [`v${row.version} was built with older upcasters.`] : []),
    ],
    dependents: dependents.rows.map((dependent) => dependent.name),
    columnsChange: present.length > 0 && present.toSorted().join() !== wanted.toSorted().join(),
    liveWorkers,
    blockedBy: blockedBy(row, scope),
  };
}

/** Why the projection cannot be rebuilt now; `null` when it can. */
function blockedBy(row: ProjectionRow, { scope }: PreflightQuery): string | null {
  const { kind, mode } = row.definition;
  if (kind === "reactor") return "A reactor has effects and no rows: a replay never calls it.";
  if (mode === "live") return "It keeps no rows: each request folds the events anew.";
  if (row.rebuild !== null) return `A rebuild to v${row.rebuild.version} is ${row.rebuild.status} already.`;
  if (scope === "whole") return null;
  if (kind === "raw") return "Its rows are written by SQL of its own: only the whole of it can be rebuilt.";
  if (row.servingVersion === null) return "It has no read model yet in which a part could be folded again.";
  if (definitionChanged(row)) return `The definition changed after v${row.version} was built: rebuild the whole.`;
  return null;
}

async function countEvents({ definition, partitions }: ProjectionRow, { scope, scopeOf }: PreflightQuery) {
  const { types, reads, keyedBy } = definition;
  const sources =
    types === null ? null : reads === "stored" ? types : ((await currentChain())?.sourcesOf(types) ?? types);
  const whole = await eventsToRead(pool, sources);
  if (scope === "stream" && keyedBy === "stream") {
    return { ...whole, matching: await eventsOfStream(pool, scopeOf ?? "", sources), exact: true };
  }
  // Streams are spread evenly over partitions; which rows an event changes is only known when it is read.
  if (scope === "partition" && keyedBy === "stream" && partitions > 1) {
    return { ...whole, matching: Math.round(whole.matching / partitions), exact: false };
  }
  return whole;
}

/** The time that the rates of past runs lead to, and half of the span between the fastest and the slowest. */
export function estimateFrom(events: number, rates: readonly number[]): RebuildPreflight["estimate"] {
  if (rates.length === 0) return null;
  const seconds = rates.map((rate) => events / rate);
  const mean = seconds.reduce((sum, value) => sum + value, 0) / seconds.length;
  const spread = seconds.length < 2 ? null : (Math.max(...seconds) - Math.min(...seconds)) / 2;
  return { seconds: mean, plusMinus: spread, runs: rates.length };
}
