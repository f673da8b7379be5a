import { type Status, StatusTag } from "@/components/layout/status-tag";
import type { Rebuild } from "@/lib/api/rebuilds";

const STATUS: Readonly<Record<Rebuild["status"], readonly [Status, string]>> = {
  queued: ["idle", "Waits for a worker"],
  running: ["working", "Rebuilding"],
  ready: ["ok", "Ready to promote"],
  promoted: ["ok", "Promoted"],
  done: ["ok", "Done in place"],
  failed: ["stopped", "Failed"],
  cancelled: ["idle", "Cancelled"],
};

const PHASE_WORDS = { build: "build", indexes: "indexes", "catch-up": "catch up", verify: "verify" } as const;

/** What became of a rebuild: icon, words and colour. */
export function RebuildStatusTag({ rebuild }: { readonly rebuild: Pick<Rebuild, "status" | "phase" | "paused"> }) {
  const [status, words] = STATUS[rebuild.status];
  if (rebuild.paused !== null && (rebuild.status === "running" || rebuild.status === "queued")) {
    return <StatusTag status="paused">Paused by {rebuild.paused.by}</StatusTag>;
  }
  return (
    <StatusTag status={status} turning={rebuild.status === "running"}>
      {rebuild.status === "running" && rebuild.phase !== null ? `${words}, ${PHASE_WORDS[rebuild.phase]}` : words}
    </StatusTag>
  );
}
