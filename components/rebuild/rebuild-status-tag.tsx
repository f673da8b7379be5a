import { type Status, StatusTag } from "@/components/layout/status-tag";
import type { Rebuild } from "@/lib/api/rebuilds";

const STATUS: Readonly<Record<Rebuild["status"], readonly [Status, string]>> = {
  queued: ["idle", "Waits for a worker"],
  running: ["working", "Rebuilding"],
  ready: ["ok", "Ready to promote"],
  promoted: ["ok", "Promoted"],
  failed: ["stopped", "Failed"],
  cancelled: ["idle", "Cancelled"],
};

/** What became of a rebuild: icon, words and colour. */
export function RebuildStatusTag({ rebuild }: { readonly rebuild: Pick<Rebuild, "status" | "phase"> }) {
  const [status, words] = STATUS[rebuild.status];
  return (
    <StatusTag status={status} turning={rebuild.status === "running"}>
      {rebuild.status === "running" && rebuild.phase !== null ? `${words}, ${rebuild.phase}` : words}
    </StatusTag>
  );
}
