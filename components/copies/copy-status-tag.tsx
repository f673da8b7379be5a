import { type Status, StatusTag } from "@/components/layout/status-tag";
import type { CopyJob } from "@/lib/api/jobs";

const STATUS: Readonly<Record<CopyJob["status"], readonly [Status, string]>> = {
  queued: ["idle", "Waits for a worker"],
  running: ["working", "Copying"],
  done: ["ok", "Done"],
  failed: ["stopped", "Stopped"],
  cancelled: ["idle", "Cancelled"],
};

/** What became of a copy: icon, words and colour. */
export function CopyStatusTag({ job: { status, paused } }: { readonly job: Pick<CopyJob, "status" | "paused"> }) {
  const [look, words] = STATUS[status];
  if (paused !== null) return <StatusTag status="paused">Paused by {paused.by}</StatusTag>;
  return (
    <StatusTag status={look} turning={status === "running"}>
      {words}
    </StatusTag>
  );
}
