import "server-only";
import type { RebuildPreflight } from "@/lib/api/rebuilds";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";
import { currentChain } from "./current-chain";
import { definitionChanged, isStale, summariseProjections } from "./projection-summary";

const EVENTS = `
select count(*) filter (where $1::text[] is null or type = any ($1)) as matching, count(*) as all
  from foldline.events where left(stream_id, 1) <> '$'`;

const PAST_RUNS = `
select events_total::float8 / extract(epoch from finished_at - started_at)::float8 as rate
  from foldline.rebuilds
 where projection = $1 and status in ('ready', 'promoted') and events_total > 0 and finished_at > started_at
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

/** What a rebuild of the projection would read, take and leave behind, counted now. */
export async function preflightRebuild(name: string): Promise<RebuildPreflight> {
  await authorize("viewer");
  const { projections, liveWorkers } = await summariseProjections(pool, name);
  const [found] = projections;
  if (found === undefined) throw new AppError(`There is no projection "${name}".`, { code: "not-found" });
  const { row, summary, upcasterHash } = found;
  const view = `read_models."${row.definition.view}"`;
  const { types, reads } = row.definition;
  const sources =
    types === null ? null : reads === "stored" ? types : ((await currentChain())?.sourcesOf(types) ?? types);
  const [events, runs, next, columns, dependents] = await Promise.all([
    pool.query<{ matching: string; all: string }>(EVENTS, [sources]),
    pool.query<{ rate: number }>(PAST_RUNS, [name]),
    pool.query<{ version: number }>(NEXT_VERSION, [name]),
    pool.query<{ name: string }>(VIEW_COLUMNS, [view]),
    pool.query<{ name: string }>(DEPENDENTS, [view]),
  ]);
  const eventsToRead = Number(events.rows[0]?.matching ?? 0);
  const wanted = [row.definition.keyColumn, ...row.definition.columns.map((column) => column.name)];
  const present = columns.rows.map((column) => column.name);
  return {
    projection: name,
    nextVersion: next.rows[0]?.version ?? 1,
    servingVersion: row.servingVersion,
    types,
    eventsToRead,
    eventsInStore: Number(events.rows[0]?.all ?? 0),
    estimate: estimateFrom(
      eventsToRead,
      runs.rows.map((run) => run.rate),
    ),
    rows: summary.rows,
    bytes: summary.bytes,
    why: [
      ...(definitionChanged(row) ? [`The definition changed after v${row.version} was built.`] : []),
      ...(isStale(row, upcasterHash) ? [`v${row.version} was built with older upcasters.`] : []),
    ],
    dependents: dependents.rows.map((dependent) => dependent.name),
    columnsChange: present.length > 0 && present.toSorted().join() !== wanted.toSorted().join(),
    liveWorkers,
    blockedBy: row.rebuild === null ? null : `A rebuild to v${row.rebuild.version} is ${row.rebuild.status} already.`,
  };
}

/** The time that the rates of past runs lead to, and half of the span between the fastest and the slowest. */
export function estimateFrom(events: number, rates: readonly number[]): RebuildPreflight["estimate"] {
  if (rates.length === 0) return null;
  const seconds = rates.map((rate) => events / rate);
  const mean = seconds.reduce((sum, value) => sum + value, 0) / seconds.length;
  const spread = seconds.length < 2 ? null : (Math.max(...seconds) - Math.min(...seconds)) / 2;
  return { seconds: mean, plusMinus: spread, runs: rates.length };
}
