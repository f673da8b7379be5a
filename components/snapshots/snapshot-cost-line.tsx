"use client";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { SnapshotCost } from "@/lib/api/snapshots";
import { snapshotCostQuery } from "@/lib/api/snapshots-queries";
import type { StreamState } from "@/lib/api/stream-state";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatCounted } from "@/lib/format/number";
import classes from "./snapshot-panel.module.css";

/** Measures a state's fold with snapshots and without, when it is asked to. */
export function SnapshotCostLine({ state }: { readonly state: StreamState }) {
  const { streamId, version, reducer } = state;
  const { data, error, isFetching, refetch } = useQuery(
    snapshotCostQuery(streamId, { version, reducer: reducer.name }),
  );
  return (
    <div className={classes.cost}>
      <Button loading={isFetching} onClick={() => void refetch()}>
        Fold without snapshots
      </Button>
      <div role="status" className={classes.figures}>
        {error !== null && <span className={classes.problem}>{error.message}</span>}
        {error === null && data !== undefined && <Figures cost={data} />}
      </div>
    </div>
  );
}

function Figures({ cost }: { readonly cost: SnapshotCost }) {
  const { with: quick, without, same, version } = cost;
  return (
    <>
      <span>
        <b>{formatDuration(without.elapsedMs)}</b> without, {formatCounted(without.eventsRead, "event")}
      </span>
      <span>
        <b>{formatDuration(quick.elapsedMs)}</b> with,{" "}
        {quick.fromSnapshot === null
          ? formatCounted(quick.eventsRead, "event")
          : `snapshot at ${formatCount(quick.fromSnapshot)} + ${formatCount(quick.eventsRead)}`}
      </span>
      {same ? (
        <span className="hint">The same state at version {formatCount(version)} both ways.</span>
      ) : (
        <span className={classes.problem}>
          The states differ: the reducer was changed but not its version. Drop these snapshots, and raise the version.
        </span>
      )}
    </>
  );
}
