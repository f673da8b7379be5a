import "server-only";
import type { Overview, OverviewRange } from "@/lib/api/overview";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { listWorkers } from "../jobs/workers";
import { listProjections } from "../projections/projections";
import { currentChain } from "../upcasters/current-chain";
import { appendRate } from "./append-rate";
import { attentionItems, type FailedRebuild } from "./attention";

const FAILED_REBUILDS = `
select distinct on (r.projection) r.id, r.projection, r.version, r.status, r.finished_at, r.error ->> 'message' as message
  from foldline.rebuilds r where r.requested_at > now() - interval '30 days'
 order by r.projection, r.requested_at desc`;

interface LatestRebuild {
  readonly id: string;
  readonly projection: string;
  readonly version: number;
  readonly status: string;
  readonly finished_at: Date | null;
  readonly message: string | null;
}

/** Everything the overview shows, as of now. */
export async function overview(range: OverviewRange): Promise<Overview> {
  await authorize("viewer");
  const now = new Date();
  const [list, workers, appends, failedRebuilds, chain] = await Promise.all([
    listProjections(),
    listWorkers(),
    appendRate(range, now),
    readFailedRebuilds(),
    currentChain(),
  ]);
  const facts = {
    projections: list.projections,
    failedRebuilds,
    liveWorkers: list.liveWorkers,
    lastWorkerSeenAt:
      workers.workers
        .map((worker) => worker.seenAt)
        .toSorted()
        .at(-1) ?? null,
    chainHolds: chain !== null,
  };
  return {
    attention: attentionItems(facts),
    projections: list.projections,
    workers,
    appends,
    watermark: list.watermark,
    at: now.toISOString(),
  };
}

async function readFailedRebuilds(): Promise<FailedRebuild[]> {
  const { rows } = await pool.query<LatestRebuild>(FAILED_REBUILDS);
  return rows.flatMap(({ finished_at, status, message, ...rebuild }) =>
    status === "failed"
      ? [
          {
            ...rebuild,
            message: message ?? "The worker gave no reason.",
            failedAt: (finished_at ?? new Date()).toISOString(),
          },
        ]
      : [],
  );
}
