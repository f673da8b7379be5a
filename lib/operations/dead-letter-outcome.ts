import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type { DeadLetterOutcome } from "@/lib/api/dead-letters";
import { pool } from "@/lib/db/pool";
import type { Queryable } from "@/lib/engine";
import { formatCount, formatCounted } from "@/lib/format/number";
import { workerPulse } from "@/lib/queries/jobs/live-workers";

/** The audit names the first of many; how many they were stands beside. */
export const NAMED_IN_AUDIT = 100;

const WAIT_MS = 5_000;
const LOOK_EVERY_MS = 100;

interface Row {
  readonly id: string;
  readonly status: "parked" | "applied" | "skipped";
  readonly open: boolean;
  readonly message: string;
  readonly stream_id: string;
  readonly stands_at: string | null;
  readonly stands_because: string | null;
  readonly stands_waiting: string | null;
}

// A stream whose dead letter was put right may be parked again, at a later event.
const OUTCOMES = `
select d.id, d.status, d.retry_requested_at is not null as open, d.message, d.stream_id,
       again.stream_version as stands_at, again.message as stands_because, again.waiting as stands_waiting
  from foldline.dead_letters d
  left join foldline.dead_letters again
    on again.projection = d.projection and again.version = d.version and again.partition = d.partition
   and again.stream_id = d.stream_id and again.status = 'parked' and again.id <> d.id
 where d.id = any ($1::uuid[])`;

/** A dead letter that workers were asked to see to, with how many events waited behind it then. */
export interface Asked {
  readonly id: string;
  readonly waiting: number;
}

const ASKED = `
select id, waiting from foldline.dead_letters
 where id = any ($1::uuid[]) and status = 'parked' and retry_requested_at is not null`;

/** Those of these dead letters that workers have been asked for, with how much waits behind each at this moment. */
export async function readAsked(db: Queryable, ids: readonly string[]): Promise<Asked[]> {
  const { rows } = await db.query<{ id: string; waiting: string }>(ASKED, [ids]);
  return rows.map(({ id, waiting }) => ({ id, waiting: Number(waiting) }));
}

/** Waits a few seconds for the workers, and tells what they did; without a live worker it does not wait. */
export async function awaitOutcome(asked: readonly Asked[], wanted: "applied" | "skipped"): Promise<DeadLetterOutcome> {
  const ids = asked.map(({ id }) => id);
  const { live } = await workerPulse(pool);
  const until = performance.now() + (live === 0 ? 0 : WAIT_MS);
  for (;;) {
    const { rows } = await pool.query<Row>(OUTCOMES, [ids]);
    if (rows.every(({ open }) => !open) || performance.now() >= until) return toOutcome(asked, rows, wanted, live);
    await pause(LOOK_EVERY_MS);
  }
}

function toOutcome(
  asked: readonly Asked[],
  rows: readonly Row[],
  wanted: "applied" | "skipped",
  live: number,
): DeadLetterOutcome {
  const done = rows.filter(({ status }) => status !== "parked");
  const failed = rows.filter(({ status, open }) => status === "parked" && !open);
  const again = done.filter(({ stands_at }) => stands_at !== null);
  const counts = {
    requested: asked.length,
    applied: done.filter(({ status }) => status === "applied").length,
    skipped: done.filter(({ status }) => status === "skipped").length,
    failed: failed.length,
    unfinished: rows.length - done.length - failed.length,
    eventsApplied: done.reduce((sum, row) => sum + eventsOf(row, asked), 0),
    stillParked: again.length,
  };
  return { ...counts, message: inWords(counts, { wanted, live, failed: failed[0], again: again[0] }) };
}

function eventsOf({ id, status, stands_at, stands_waiting }: Row, asked: readonly Asked[]): number {
  const behind = asked.find((each) => each.id === id)?.waiting ?? 0;
  const left = stands_at === null ? 0 : 1 + Number(stands_waiting);
  return (status === "applied" ? 1 : 0) + Math.max(0, behind - left);
}

interface Cases {
  readonly wanted: "applied" | "skipped";
  readonly live: number;
  readonly failed: Row | undefined;
  readonly again: Row | undefined;
}

function inWords(counts: Omit<DeadLetterOutcome, "message">, { wanted, live, failed, again }: Cases): string {
  const { requested, applied, skipped, unfinished, eventsApplied, stillParked } = counts;
  const sentences: string[] = [];
  if (applied > 0) {
    const where = applied > 1 || requested > 1 ? ` of ${formatCounted(applied, "stream")}` : "";
    sentences.push(`${formatCounted(eventsApplied, "event")}${where} applied.`);
  }
  if (skipped > 0) {
    const behind = eventsApplied > 0 ? `, ${formatCounted(eventsApplied, "event")} behind applied` : "";
    sentences.push(`${formatCounted(skipped, "event")} skipped${applied > 0 ? "" : behind}.`);
  }
  if (again !== undefined) {
    const stream = stillParked > 1 ? `${formatCount(stillParked)} streams are` : `${again.stream_id} is`;
    const at = stillParked > 1 ? "later events" : `version ${formatCount(Number(again.stands_at))}`;
    sentences.push(`${stream} parked again at ${at}: ${sentence(again.stands_because ?? "")}`);
  }
  if (failed !== undefined) {
    const many =
      counts.failed > 1 || requested > 1 ? `${formatCounted(counts.failed, "stream")} failed again` : "Failed again";
    sentences.push(`${many}: ${sentence(failed.message)}`);
  }
  if (unfinished > 0) {
    const what = wanted === "applied" ? "Retry" : "Skip";
    const which = requested > 1 ? ` of ${formatCounted(unfinished, "stream")}` : "";
    sentences.push(
      live === 0
        ? `${what}${which} asked for; no worker is live. It is done when one starts.`
        : `${what}${which} asked for; no worker has finished it yet.`,
    );
  }
  return sentences.length === 0 ? "Nothing was done: it is not parked any more." : sentences.join(" ");
}

function sentence(message: string): string {
  const short = message.length > 300 ? `${message.slice(0, 299)}…` : message;
  return /[.!?…]$/.test(short) ? short : `${short}.`;
}

/** What is said when a filter matches nothing, or everything it named was seen to meanwhile. */
export const NOTHING_MATCHED: DeadLetterOutcome = {
  requested: 0,
  applied: 0,
  skipped: 0,
  failed: 0,
  unfinished: 0,
  eventsApplied: 0,
  stillParked: 0,
  message: "Nothing matched: none of them is parked any more.",
};
