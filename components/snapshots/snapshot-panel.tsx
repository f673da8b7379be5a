"use client";
import { useQuery } from "@tanstack/react-query";
import { RoleButton } from "@/components/actions/role-button";
import { LoadingRows } from "@/components/layout/loading-rows";
import { ShownText } from "@/components/layout/shown-text";
import { StatusTag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import { QueryError } from "@/components/lists/query-error";
import type { StreamSnapshot, StreamSnapshots } from "@/lib/api/snapshots";
import { streamSnapshotsQuery } from "@/lib/api/snapshots-queries";
import type { StreamState } from "@/lib/api/stream-state";
import type { Role } from "@/lib/auth/role";
import { formatBytes, formatCount, formatCounted } from "@/lib/format/number";
import type { Droppable } from "./drop-snapshots-dialog";
import { SnapshotCostLine } from "./snapshot-cost-line";
import classes from "./snapshot-panel.module.css";

interface SnapshotPanelProps {
  readonly state: StreamState;
  readonly role: Role;
  readonly onDrop: (all: Droppable) => void;
}

/** A stream's snapshots, what they save at this version, and the way to drop them. */
export function SnapshotPanel({ state, role, onDrop }: SnapshotPanelProps) {
  const { streamId } = state;
  const { data, error, refetch } = useQuery(streamSnapshotsQuery(streamId));
  const failure = error !== null && (
    <QueryError title="The snapshots could not be read" error={error} onRetry={() => void refetch()} />
  );
  if (data === undefined) return failure || <LoadingRows rows={3} label="Reading the snapshots" />;
  const { snapshots } = data;
  const which = (
    <span className="mono">
      <ShownText text={streamId} />
    </span>
  );
  const bytes = snapshots.reduce((sum, each) => sum + each.bytes, 0);
  return (
    <>
      {failure}
      <p className="secondary">{policyWords(data)}</p>
      {snapshots.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard.
        <section className={classes.list} tabIndex={0} aria-label="Snapshots, newest version first">
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col" data-align="right">
                  Version
                </th>
                <th scope="col">Made by</th>
                <th scope="col" data-align="right">
                  Size
                </th>
                <th scope="col" data-align="right">
                  When
                </th>
              </tr>
            </thead>
            <tbody>
              {snapshots.map((snapshot) => (
                <Row key={`${snapshot.hash} ${snapshot.version}`} snapshot={snapshot} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      <SnapshotCostLine state={state} />
      {snapshots.length > 0 && (
        <div className={classes.foot}>
          <RoleButton
            role={role}
            needs="operator"
            onClick={() => onDrop({ which, snapshots: snapshots.length, bytes, fields: { streamId } })}
          >
            Drop {formatCounted(snapshots.length, "snapshot")}, {formatBytes(bytes)}…
          </RoleButton>
        </div>
      )}
    </>
  );
}

function Row({ snapshot }: { readonly snapshot: StreamSnapshot }) {
  const { version, reducer, reducerVersion, bytes, createdAt, stale, damaged } = snapshot;
  return (
    <tr>
      <td data-align="right">{formatCount(version)}</td>
      <td>
        {reducer} <span className="hint">v{reducerVersion}</span>{" "}
        {stale && <StatusTag status="warning">Stale</StatusTag>}
        {damaged && <StatusTag status="stopped">Damaged, not used</StatusTag>}
      </td>
      <td data-align="right">{formatBytes(bytes)}</td>
      <td data-align="right">
        <Time at={createdAt} />
      </td>
    </tr>
  );
}

function policyWords({ every, snapshots }: StreamSnapshots): string {
  const policy =
    every === null ? "None are kept here." : `Kept by folds through ${formatCounted(every, "event")} or more.`;
  return snapshots.length === 0 ? `${policy} There is none yet.` : policy;
}
