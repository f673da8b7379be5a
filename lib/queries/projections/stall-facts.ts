import "server-only";
import {
  type DeadLease,
  deadLeases,
  type LiveWorker,
  lastDrawnPosition,
  liveWorkers,
  type OpenAppend,
  openAppends,
  type Queryable,
} from "@/lib/engine";
import { workerPulse } from "../jobs/live-workers";

/** An append that is open for longer is said to hold projections back. */
const LONG_OPEN_SECONDS = 10;

/** What may hold any projection up, as of now. */
export interface StallFacts {
  readonly workers: readonly LiveWorker[];
  readonly lastWorkerSeenAt: Date | null;
  readonly openAppends: readonly OpenAppend[];
  /** Positions after the watermark may hold events that cannot be read yet. */
  readonly lastDrawn: bigint;
  readonly deadLeases: readonly DeadLease[];
}

/** Reads it all. */
export async function stallFacts(db: Queryable): Promise<StallFacts> {
  const [workers, pulse, appends, lastDrawn, leases] = await Promise.all([
    liveWorkers(db),
    workerPulse(db),
    openAppends(db, LONG_OPEN_SECONDS),
    lastDrawnPosition(db),
    deadLeases(db),
  ]);
  return {
    workers,
    lastWorkerSeenAt: pulse.lastSeenAt,
    openAppends: appends,
    lastDrawn,
    deadLeases: leases,
  };
}

/** The live workers that run this version of a definition. */
export function capableWorkers({ workers }: StallFacts, name: string, definitionVersion: number): number {
  return workers.filter(({ projections }) => projections.includes(`${name}@${definitionVersion}`)).length;
}
