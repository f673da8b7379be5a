import "server-only";
import type { z } from "zod";
import type { RebuildsQuery } from "@/lib/api/rebuild-requests";
import type { RebuildList } from "@/lib/api/rebuilds";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { rebuildSummaries } from "@/lib/engine";
import { workerPulse } from "../jobs/live-workers";
import { toRebuild } from "./rebuild";

const ACTIVE = ["queued", "running", "ready"];

const REBUILDS = `
select id from foldline.rebuilds
 where ($1::text is null or projection = $1)
   and ($2::text is null or (status = any ($3)) = ($2 = 'running'))
 order by (status = any ($3)) desc, requested_at desc
 limit $4`;

/** Rebuilds: those that need somebody first, then the past ones, newest first. */
export async function listRebuilds(query: z.output<typeof RebuildsQuery>): Promise<RebuildList> {
  await authorize("viewer");
  const [found, pulse] = await Promise.all([
    pool.query<{ id: string }>(REBUILDS, [query.projection ?? null, query.status ?? null, ACTIVE, query.limit]),
    workerPulse(pool),
  ]);
  const rebuilds = await rebuildSummaries(
    pool,
    found.rows.map(({ id }) => id),
  );
  return { rebuilds: rebuilds.map(toRebuild), liveWorkers: pulse.live, at: new Date().toISOString() };
}
