import type { Queryable } from "../events";
import type { RebuildFailure } from "../projections/progress";

export type JobStatus = "queued" | "running" | "done" | "failed" | "cancelled";

/** How many events a job had done at a moment. */
export interface JobSample {
  /** Seconds since it started. */
  readonly second: number;
  readonly eventsDone: number;
  /** Events a second since the sample before. */
  readonly rate: number;
}

/** A job as the API and the console show it. Instants are ISO 8601. */
export interface JobProgress {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly status: JobStatus;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly reason: string | null;
  /** 1 for the first worker; more when others had to take it over. 0: none has begun. */
  readonly attempt: number;
  /** The name of the worker that is at it, or was last. */
  readonly worker: string | null;
  /** Up to here everything is done and stored. */
  readonly checkpoint: string;
  /** The watermark when it began: how far it goes. */
  readonly upTo: string | null;
  /** `null` while they are being counted. */
  readonly eventsTotal: number | null;
  readonly eventsDone: number;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** From the start to the end, or to now; pauses included. */
  readonly elapsedMs: number | null;
  /** 0 to 1; 1 when, and only when, it is done. */
  readonly fraction: number;
  /** Events a second: over the last seconds while it runs, over the time at work afterwards. */
  readonly rate: number | null;
  readonly etaSeconds: number | null;
  readonly paused: { readonly at: string; readonly by: string; readonly reason: string | null } | null;
  /** What it found so far, in the terms of its kind. */
  readonly result: unknown;
  readonly error: RebuildFailure | null;
  readonly samples: readonly JobSample[];
}

interface JobRow extends Omit<JobProgress, "elapsedMs" | "fraction" | "rate" | "etaSeconds" | "samples"> {
  readonly samples: readonly (readonly [number, number])[];
  /** Seconds since it started. */
  readonly second: number | null;
}

const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const JOBS = `
select j.id, j.kind, j.subject, j.params, j.status, j.requested_by as "requestedBy",
       ${iso("j.requested_at")} as "requestedAt", j.reason, j.attempt, w.name as worker,
       j.checkpoint::text as checkpoint, j.up_to::text as "upTo", j.events_total::float8 as "eventsTotal",
       j.events_done::float8 as "eventsDone", ${iso("j.started_at")} as "startedAt",
       ${iso("j.finished_at")} as "finishedAt", j.result, j.error, j.samples,
       extract(epoch from coalesce(j.finished_at, clock_timestamp()) - j.started_at)::float8 as second,
       case when j.paused_at is not null
            then json_build_object('at', ${iso("j.paused_at")}, 'by', j.paused_by, 'reason', j.pause_reason) end as paused
  from foldline.jobs j left join foldline.workers w on w.worker_id = j.worker_id
 where j.id = any ($1::uuid[])`;

const RATE_WINDOW_SECONDS = 5;

/** How far a job is; `null` when there is none of that id. */
export async function jobProgress(db: Queryable, id: string): Promise<JobProgress | null> {
  const [job] = await jobsProgress(db, [id]);
  return job ?? null;
}

/** How far each of these jobs is, in the order of the ids. */
export async function jobsProgress(db: Queryable, ids: readonly string[]): Promise<JobProgress[]> {
  const { rows } = await db.query<JobRow>(JOBS, [ids]);
  return rows.map(progressOf).toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

function progressOf({ second, samples: points, ...job }: JobRow): JobProgress {
  const samples = points.map(([at, eventsDone], index) => {
    const before = points[index - 1];
    const elapsed = before === undefined ? 0 : at - before[0];
    return { second: at, eventsDone, rate: elapsed <= 0 ? 0 : (eventsDone - (before?.[1] ?? 0)) / elapsed };
  });
  const rate = rateOf(job, samples, second ?? 0);
  return {
    ...job,
    elapsedMs: second === null ? null : Math.round(second * 1000),
    fraction: fractionOf(job),
    rate,
    etaSeconds: etaOf(job, rate),
    samples,
  };
}

type Counted = Pick<JobProgress, "status" | "eventsDone" | "eventsTotal" | "paused" | "result">;

function fractionOf({ status, eventsDone, eventsTotal }: Counted): number {
  if (status === "done") return 1;
  if (eventsTotal === null) return 0;
  return eventsTotal === 0 ? 0.99 : Math.min(0.99, eventsDone / eventsTotal);
}

function rateOf(job: Counted, samples: readonly JobSample[], now: number): number | null {
  if (job.status !== "running") return averageRate(job);
  if (job.paused !== null) return null;
  const first = samples.find(({ second }) => second >= now - RATE_WINDOW_SECONDS);
  const last = samples.at(-1);
  if (first === undefined || last === undefined || last.second <= first.second) return null;
  return (last.eventsDone - first.eventsDone) / (last.second - first.second);
}

function averageRate({ eventsDone, result }: Counted): number | null {
  const elapsedMs = (result as { readonly elapsedMs?: unknown } | null)?.elapsedMs;
  return typeof elapsedMs === "number" && elapsedMs > 0 ? (eventsDone / elapsedMs) * 1000 : null;
}

function etaOf({ status, eventsDone, eventsTotal }: Counted, rate: number | null): number | null {
  if (status === "done") return 0;
  if (status !== "running" || eventsTotal === null || rate === null || rate <= 0) return null;
  return Math.max(0, eventsTotal - eventsDone) / rate;
}
