import "server-only";
import type { EventHistogram, HistogramFilter } from "@/lib/api/events";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { type AllFilter, allConditions } from "@/lib/engine";
import { chain } from "@/lib/store";
import { containsPattern } from "../like-pattern";
import { allFilter } from "./all-filter";
import { barWidth } from "./histogram-bars";

/** A store of more events than this is counted in a sample of about as many, and says so. */
const MAX_EXACT = 2_000_000;

const STORE_SIZE = "select reltuples::float8 as events from pg_class where oid = 'foldline.events'::regclass";

interface Statement {
  readonly source: string;
  readonly where: string;
  readonly values: readonly unknown[];
}

// "offset 0" keeps the planner from walking the index of times in search of the first event that matches.
const range = ({ source, where }: Statement) =>
  `select min(occurred_at) as from, max(occurred_at) as to from (select occurred_at from ${source} ${where} offset 0) e`;

const bars = ({ source, where, values }: Statement) => `
  select date_bin(make_interval(secs => $${values.length + 1}), occurred_at, '2001-01-01 00:00:00Z') as at, count(*)::int as count
  from ${source} ${where} group by 1 order by 1`;

/** How many events under a filter occurred when, in bars of a width that people have a name for. */
export async function countEventsOverTime(filter: HistogramFilter): Promise<EventHistogram> {
  await authorize("viewer");
  const startedAt = performance.now();
  const { source, scale } = await sampling(filter);
  const statement = { source, ...conditions(allFilter(filter, await chain())) };
  const { from, to } = await rangeOf(filter, statement);
  if (from === null || to === null) return nothing(performance.now() - startedAt);
  const barMs = barWidth(to.getTime() - from.getTime(), filter.bars);
  const { rows } = await pool.query<{ at: Date; count: number }>(bars(statement), [...statement.values, barMs / 1000]);
  const counted = rows.map(({ at, count }) => ({ at: at.toISOString(), count: Math.round(count * scale) }));
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    barMs,
    bars: counted,
    total: counted.reduce((total, bar) => total + bar.count, 0),
    estimated: scale !== 1,
    elapsedMs: performance.now() - startedAt,
  };
}

async function rangeOf(filter: HistogramFilter, statement: Statement): Promise<{ from: Date | null; to: Date | null }> {
  if (filter.from !== undefined && filter.to !== undefined) {
    return { from: new Date(filter.from), to: new Date(filter.to) };
  }
  const { rows } = await pool.query<{ from: Date | null; to: Date | null }>(range(statement), [...statement.values]);
  return rows[0] ?? { from: null, to: null };
}

// A correlation or a stream is found by its index, however large the store; a sample would miss it.
async function sampling(filter: HistogramFilter): Promise<{ source: string; scale: number }> {
  const exact = { source: "foldline.events", scale: 1 };
  if (filter.correlationId !== undefined || filter.stream !== undefined) return exact;
  const { rows } = await pool.query<{ events: number }>(STORE_SIZE);
  const events = rows[0]?.events ?? 0;
  if (events <= MAX_EXACT) return exact;
  const share = MAX_EXACT / events;
  return { source: `foldline.events tablesample system (${(share * 100).toFixed(6)})`, scale: 1 / share };
}

// Only what narrows is said: with "or it is null" around it, the planner would not begin with the streams that match.
function conditions(filter: AllFilter): { readonly where: string; readonly values: readonly unknown[] } {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const { streamContains } = filter;
  const all = allConditions(filter, bind);
  if (streamContains !== undefined) {
    const matching = `s.stream_id ilike ${bind(containsPattern(streamContains))}`;
    all.push(`stream_id in (select s.stream_id from foldline.streams s where ${matching})`);
  }
  return { where: all.length === 0 ? "" : `where ${all.join(" and ")}`, values };
}

function nothing(elapsedMs: number): EventHistogram {
  return { from: null, to: null, barMs: 0, bars: [], total: 0, estimated: false, elapsedMs };
}
