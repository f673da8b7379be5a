import "server-only";
import type { LagTrend, Recommendation } from "@/lib/api/projection-watch";
import type { ProjectionSummary } from "@/lib/api/projections";
import type { DeadLease, ErrorPolicy, OpenAppend } from "@/lib/engine";

/** What a projection's status, its causes and its needs follow from. */
export interface ProjectionFacts {
  readonly name: string;
  readonly mode: ProjectionSummary["mode"];
  /** Appends write its rows themselves, from this version's joining on. */
  readonly inAppend: boolean;
  /** `null`: every type. */
  readonly types: readonly string[] | null;
  readonly onError: ErrorPolicy;
  readonly servingVersion: number | null;
  readonly watermark: bigint;
  readonly behind: number;
  readonly behindSeconds: number | null;
  readonly lagTrend: LagTrend | null;
  /** Whether the store holds an event of its types. */
  readonly hasEvents: boolean;
  readonly liveWorkers: number;
  /** Those of them that run the definition which built its read model. */
  readonly capableWorkers: number;
  readonly lastWorkerSeenAt: Date | null;
  readonly paused: Pause | null;
  readonly failure: ProjectionFailure | null;
  readonly parked: { readonly streams: number; readonly waiting: number };
  readonly deadLeases: readonly DeadLease[];
  /** Appends that stay open, and how many later events of its types wait for them to end. */
  readonly heldBack: { readonly appends: readonly OpenAppend[]; readonly waiting: number } | null;
  readonly rebuild: RebuildFacts | null;
  readonly definitionVersion: number;
  readonly builtDefinitionVersion: number | null;
  readonly recommendation: Recommendation | null;
  /** Taken out of use in the console. */
  readonly retiredAt: Date | null;
  readonly now: Date;
}

export interface Pause {
  readonly at: Date;
  readonly by: string | null;
  readonly reason: string | null;
}

export interface RebuildFacts {
  readonly version: number;
  readonly status: string;
  readonly phase: string | null;
  readonly fraction: number | null;
  readonly paused: Pause | null;
}

export interface ProjectionFailure {
  readonly message: string;
  readonly streamId: string | null;
  readonly streamVersion: number | null;
  readonly position: bigint | null;
  readonly type: string | null;
  readonly attempts: number;
  readonly since: Date | null;
  readonly retryAt: Date | null;
}
