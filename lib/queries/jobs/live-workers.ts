import "server-only";
import type { Queryable } from "@/lib/engine";

export interface WorkerPulse {
  readonly live: number;
  readonly lastSeenAt: Date | null;
}

// Three missed heartbeats of five seconds.
const PULSE = `
select count(*) filter (where stopped_at is null and seen_at > now() - interval '15 seconds') as live,
       max(seen_at) as last_seen_at
  from foldline.workers`;

/** How many workers are alive, and when one last was. */
export async function workerPulse(db: Queryable): Promise<WorkerPulse> {
  const { rows } = await db.query<{ live: string; last_seen_at: Date | null }>(PULSE);
  return { live: Number(rows[0]?.live ?? 0), lastSeenAt: rows[0]?.last_seen_at ?? null };
}
