import "server-only";
import type { Pulse } from "@/lib/api/pulse";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { watermark } from "@/lib/engine";
import { eventTypeSlots } from "../event-types/event-type-slots";

interface Row {
  readonly appends_per_second: number | null;
  readonly live_workers: number;
  readonly draft_upcasters: number;
  readonly stopped_projections: number;
  readonly open_rebuilds: number;
  readonly parked_streams: number;
}

const PULSE = `
  select
    (select case when count(*) > 1
              then (max(watermark) - min(watermark)) / extract(epoch from max(sampled_at) - min(sampled_at)) end::float8
       from foldline.store_samples where sampled_at > now() - interval '1 minute') as appends_per_second,
    (select count(*)::int from foldline.workers
      where stopped_at is null and seen_at > now() - interval '15 seconds') as live_workers,
    (select count(*)::int from foldline.upcasters where state in ('draft', 'verified')) as draft_upcasters,
    (select count(distinct p.projection)::int from foldline.partitions p
       join foldline.read_models m using (projection, version)
      where p.error is not null and m.state = 'live') as stopped_projections,
    (select count(*)::int from foldline.rebuilds where status in ('queued', 'running', 'ready')) as open_rebuilds,
    (select count(*)::int from foldline.dead_letters d join foldline.read_models m using (projection, version)
      where d.status = 'parked' and m.state = 'live') as parked_streams`;

/** The shell's figures, as they are now. */
export async function pulse(): Promise<Pulse> {
  await authorize("viewer");
  const [position, { rows }, eventTypes] = await Promise.all([
    watermark(pool),
    pool.query<Row>(PULSE),
    eventTypeSlots(),
  ]);
  const [row] = rows;
  return {
    watermark: position.toString(),
    appendsPerSecond: row?.appends_per_second ?? null,
    liveWorkers: row?.live_workers ?? 0,
    draftUpcasters: row?.draft_upcasters ?? 0,
    stoppedProjections: row?.stopped_projections ?? 0,
    openRebuilds: row?.open_rebuilds ?? 0,
    parkedStreams: row?.parked_streams ?? 0,
    eventTypes,
  };
}
