import { type Status, StatusTag } from "@/components/layout/status-tag";
import type { ProjectionStatus } from "@/lib/api/projections";

const ICONS: Readonly<Record<ProjectionStatus["kind"], Status>> = {
  stopped: "stopped",
  "no-worker": "stopped",
  held: "warning",
  "taking-over": "warning",
  paused: "paused",
  changed: "warning",
  retrying: "warning",
  behind: "warning",
  parked: "warning",
  rebuilding: "working",
  "not-built": "idle",
  running: "running",
  "in-append": "running",
  "on-request": "running",
  idle: "idle",
  retired: "idle",
};

/** The status of a projection: icon, words and colour. */
export function ProjectionStatusTag({ status }: { readonly status: ProjectionStatus }) {
  return (
    <StatusTag status={ICONS[status.kind]} turning={status.kind === "rebuilding"}>
      {status.words}
    </StatusTag>
  );
}
