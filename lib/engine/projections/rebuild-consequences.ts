import type { RebuildSummary } from "./progress";

/** What holding a rebuild back, losing its worker or ending it would leave behind, in the state it is in. */
export interface RebuildConsequences {
  /** `null`: it cannot be paused, or is. */
  readonly pause: {
    /** What the worker has folded waits in its memory; if that worker stops, the build starts again from nothing. */
    readonly keptInMemory: boolean;
    /** The new version stays where it is; it is not fed while it is paused. */
    readonly versionNotFed: number | null;
  } | null;
  /** If its worker stops, now or while it is paused. `null`: no worker is needed any more. */
  readonly workerLost: { readonly startsAgain: boolean; readonly eventsToReadAgain: number } | null;
  /** `null`: it is over. */
  readonly cancel: {
    /** The version whose table is dropped. `null`: none was begun, or the live one was to be changed in place. */
    readonly droppedVersion: number | null;
    readonly eventsRead: number;
    readonly rowsWritten: number;
  } | null;
}

/** The facts for the dialogs about a rebuild; consumers' read model stays as it is in every case. */
export function rebuildConsequences(rebuild: RebuildSummary): RebuildConsequences {
  const { status, phase, paused, scope, version, eventsRead, rowsWritten } = rebuild;
  const waitsOrRuns = status === "queued" || status === "running";
  const isFilled = phase === "catch-up" || phase === "verify";
  const hasTable = scope === "whole" && (status === "running" || status === "ready");
  return {
    pause:
      waitsOrRuns && paused === null
        ? { keptInMemory: status === "running" && !isFilled, versionNotFed: isFilled ? version : null }
        : null,
    workerLost: status === "running" ? { startsAgain: !isFilled, eventsToReadAgain: isFilled ? 0 : eventsRead } : null,
    cancel:
      waitsOrRuns || status === "ready" ? { droppedVersion: hasTable ? version : null, eventsRead, rowsWritten } : null,
  };
}
