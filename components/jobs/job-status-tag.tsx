import { type Status, StatusTag } from "@/components/layout/status-tag";
import type { Job } from "@/lib/api/jobs";

interface JobStatusTagProps {
  readonly job: Pick<Job, "status" | "paused">;
  /** What it is doing while it runs: "Copying". */
  readonly working: string;
}

/** What became of a job: icon, words and colour. */
export function JobStatusTag({ job: { status, paused }, working }: JobStatusTagProps) {
  if (paused !== null) return <StatusTag status="paused">Paused by {paused.by}</StatusTag>;
  const [look, words] = STATUS[status];
  return (
    <StatusTag status={look} turning={status === "running"}>
      {words ?? working}
    </StatusTag>
  );
}

const STATUS: Readonly<Record<Job["status"], readonly [Status, string?]>> = {
  queued: ["idle", "Waits for a worker"],
  running: ["working"],
  done: ["ok", "Done"],
  failed: ["stopped", "Stopped"],
  cancelled: ["idle", "Cancelled"],
};
