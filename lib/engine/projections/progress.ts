import type { Queryable } from "../events";
import type { RebuildVerification } from "./verification";

export type RebuildStatus = "queued" | "running" | "ready" | "promoted" | "done" | "failed" | "cancelled";
export type RebuildPhase = "build" | "indexes" | "catch-up" | "verify";
/** What becomes of it when it is ready: `when-clean`: promoted if its verification found no difference. */
export type PromotionPolicy = "manual" | "when-clean" | "always";

/** When a phase of an attempt began and ended. */
export interface PhaseTiming {
  readonly phase: RebuildPhase;
  readonly attempt: number;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** How much of it the rebuild was paused, once it was resumed. */
  readonly pausedMs?: number;
}

/** Why a rebuild failed; the place is that of the event it failed on. */
export interface RebuildFailure {
  readonly message: string;
  readonly stack: string | null;
  readonly streamId: string | null;
  readonly streamVersion: number | null;
  readonly position: string | null;
  readonly type: string | null;
}

/** What an attempt had read and written at a moment. */
export interface RebuildSample {
  readonly sampledAt: string;
  /** Seconds since the attempt began. */
  readonly second: number;
  readonly phase: RebuildPhase;
  readonly eventsRead: number;
  readonly rowsWritten: number;
  /** Events a second since the sample before. */
  readonly rate: number;
}

/** A rebuild as the command line, the API and the console show it. Instants are ISO 8601. */
export interface RebuildProgress {
  readonly id: string;
  readonly projection: string;
  /** The read-model version that it fills. */
  readonly version: number;
  readonly status: RebuildStatus;
  /** Where a running one is, and where one that failed or was cancelled stopped. */
  readonly phase: RebuildPhase | null;
  /** `whole`; a stream or a partition is folded again in place, on the version that consumers see. */
  readonly scope: "whole" | "stream" | "partition";
  /** The id of the stream, or the number of the partition. */
  readonly scopeOf: string | null;
  readonly promotion: PromotionPolicy;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly reason: string | null;
  /** 1 for the first; more when another worker had to start again. 0: none has begun. */
  readonly attempt: number;
  /** The name of the worker that runs it. */
  readonly worker: string | null;
  readonly targetPosition: string | null;
  readonly eventsTotal: number | null;
  readonly eventsRead: number;
  readonly rowsWritten: number;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly elapsedMs: number | null;
  /** 0 to 1; 1 when, and only when, the read model is ready. */
  readonly fraction: number;
  /** Events a second: over the last seconds while it builds, over the whole build afterwards. */
  readonly rate: number | null;
  readonly etaSeconds: number | null;
  readonly phases: readonly PhaseTiming[];
  /** By whom it is held back, and why; `null` when it is not. */
  readonly paused: { readonly at: string; readonly by: string; readonly reason: string | null } | null;
  /** The most events a second that the build may read; `null`: as many as it can. */
  readonly throttle: number | null;
  readonly error: RebuildFailure | null;
  /** How its rows compare with those consumers see; `null` until it was verified. */
  readonly verification: RebuildVerification | null;
  /** Who asked a worker to compare them once more; `null` when nobody waits for that. */
  readonly verifyingAgain: { readonly at: string; readonly by: string } | null;
  /** Of the current attempt, one a second. */
  readonly samples: readonly RebuildSample[];
}

/** A rebuild without its samples, as lists show it. */
export type RebuildSummary = Omit<RebuildProgress, "samples">;

interface RebuildRow extends Omit<RebuildProgress, "elapsedMs" | "fraction" | "rate" | "etaSeconds" | "samples"> {
  readonly now: string;
}

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const iso = (column: string) => `to_char(${column} at time zone 'UTC', ${ISO})`;

const REBUILDS = `
select b.id, b.projection, b.version, b.status, b.phase, b.scope, b.scope_of as "scopeOf", b.promotion, b.throttle,
       case when b.paused_at is not null
            then json_build_object('at', ${iso("b.paused_at")}, 'by', b.paused_by, 'reason', b.pause_reason) end as paused,
       b.requested_by as "requestedBy", ${iso("b.requested_at")} as "requestedAt", b.reason, b.attempt, w.name as worker,
       b.target_position::text as "targetPosition", b.events_total::float8 as "eventsTotal",
       b.events_read::float8 as "eventsRead", b.rows_written::float8 as "rowsWritten",
       ${iso("b.started_at")} as "startedAt", ${iso("b.finished_at")} as "finishedAt", b.phases, b.error,
       nullif(b.verification - 'again', '{}') as verification, b.verification -> 'again' as "verifyingAgain",
       ${iso("clock_timestamp()")} as now
  from foldline.rebuilds b left join foldline.workers w on w.worker_id = b.worker_id
 where b.id = any ($1::uuid[])`;

const SAMPLES = `
select ${iso("s.sampled_at")} as "sampledAt", s.phase, s.events_read::float8 as "eventsRead",
       s.rows_written::float8 as "rowsWritten"
  from foldline.rebuild_samples s where s.rebuild_id = $1 and s.attempt = $2 order by s.sampled_at`;

const RATE_WINDOW_MS = 5_000;

const RECENT_SAMPLES = `
select s.rebuild_id as "rebuildId", ${iso("s.sampled_at")} as "sampledAt", s.phase,
       s.events_read::float8 as "eventsRead", s.rows_written::float8 as "rowsWritten"
  from foldline.rebuilds b
  join foldline.rebuild_samples s on s.rebuild_id = b.id and s.attempt = b.attempt
 where b.id = any ($1::uuid[]) and b.status = 'running' and b.phase = 'build'
   and s.sampled_at >= clock_timestamp() - make_interval(secs => ${RATE_WINDOW_MS / 1000})
 order by s.sampled_at`;

/** How far a rebuild is, with the samples of its current attempt; `null` when there is none of that id. */
export async function rebuildProgress(db: Queryable, id: string): Promise<RebuildProgress | null> {
  const { rows } = await db.query<RebuildRow>(REBUILDS, [[id]]);
  const [row] = rows;
  if (row === undefined) return null;
  const samples = withRates((await db.query<SampleRow>(SAMPLES, [id, row.attempt])).rows);
  return { ...summarise(row, samples), samples };
}

/** How far each of these rebuilds is, without its samples, in the order of the ids. */
export async function rebuildSummaries(db: Queryable, ids: readonly string[]): Promise<RebuildSummary[]> {
  const { rows } = await db.query<RebuildRow>(REBUILDS, [ids]);
  const recent = (await db.query<SampleRow & { readonly rebuildId: string }>(RECENT_SAMPLES, [ids])).rows;
  return rows
    .map((row) => summarise(row, withRates(recent.filter(({ rebuildId }) => rebuildId === row.id))))
    .toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

function summarise({ now, ...rebuild }: RebuildRow, samples: readonly RebuildSample[]): RebuildSummary {
  const rate = rateOf(rebuild, samples, Date.parse(now));
  return {
    ...rebuild,
    elapsedMs: elapsedMs(rebuild.startedAt, rebuild.finishedAt ?? now),
    fraction: fractionOf(rebuild),
    rate,
    etaSeconds: etaOf(rebuild, rate),
  };
}

type SampleRow = Omit<RebuildSample, "second" | "rate">;
type Counted = Pick<RebuildProgress, "status" | "phase" | "eventsRead" | "eventsTotal" | "phases" | "attempt">;

function withRates(rows: readonly SampleRow[]): RebuildSample[] {
  const first = rows[0];
  if (first === undefined) return [];
  const startedAt = Date.parse(first.sampledAt);
  return rows.map((row, index) => {
    const second = (Date.parse(row.sampledAt) - startedAt) / 1000;
    const before = rows[index - 1];
    const elapsed = before === undefined ? 0 : (Date.parse(row.sampledAt) - Date.parse(before.sampledAt)) / 1000;
    const rate = before === undefined || elapsed <= 0 ? 0 : (row.eventsRead - before.eventsRead) / elapsed;
    return { ...row, second, rate };
  });
}

const DONE: readonly RebuildStatus[] = ["ready", "promoted", "done"];

/** 1 exactly when the read model is ready: what is left after the last event is read is worth a hundredth. */
export function fractionOf({
  status,
  eventsRead,
  eventsTotal,
}: Pick<Counted, "status" | "eventsRead" | "eventsTotal">): number {
  if (DONE.includes(status)) return 1;
  if (eventsTotal === null) return 0;
  return eventsTotal === 0 ? 0.99 : Math.min(0.99, (eventsRead / eventsTotal) * 0.99);
}

function rateOf(rebuild: Counted, samples: readonly RebuildSample[], now: number): number | null {
  if (rebuild.status !== "running" || rebuild.phase !== "build") return averageRate(rebuild);
  const recent = samples.filter((sample) => Date.parse(sample.sampledAt) >= now - RATE_WINDOW_MS);
  const first = recent[0];
  const last = recent.at(-1);
  if (first === undefined || last === undefined || last.second === first.second) return null;
  return (last.eventsRead - first.eventsRead) / (last.second - first.second);
}

function averageRate({ phases, attempt, eventsRead }: Counted): number | null {
  const build = phases.find((timing) => timing.phase === "build" && timing.attempt === attempt);
  const took = elapsedMs(build?.startedAt ?? null, build?.finishedAt ?? null);
  const working = took === null ? 0 : took - (build?.pausedMs ?? 0);
  return working <= 0 ? null : (eventsRead / working) * 1000;
}

function etaOf({ status, phase, eventsRead, eventsTotal }: Counted, rate: number | null): number | null {
  if (DONE.includes(status)) return 0;
  if (status !== "running" || phase !== "build" || eventsTotal === null || rate === null || rate <= 0) return null;
  return (eventsTotal - eventsRead) / rate;
}

function elapsedMs(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : Date.parse(to) - Date.parse(from);
}
