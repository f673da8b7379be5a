import { Panel } from "@/components/layout/panel";
import { ReasonsTable } from "@/components/upcasters/reasons-table";
import type { BisectionJob } from "@/lib/api/jobs";
import { formatCounted } from "@/lib/format/number";

/** Streams in which the condition is open, and those with events that no state contains, by why; none: nothing. */
export function UndecidedPanel({ job }: { readonly job: BisectionJob }) {
  const { result } = job;
  const of = (kind: string) => (result?.reasons ?? []).filter((group) => group.kind === kind);
  const [undecided, unreadable] = [of("undecided"), of("unreadable")];
  return (
    <>
      {undecided.length > 0 && (
        <Panel
          title="Not decided"
          note={`${formatCounted(result?.undecided ?? 0, "stream")}; it holds nowhere else in them`}
        >
          <ReasonsTable jobId={job.id} reasons={undecided} counted="Streams" />
        </Panel>
      )}
      {unreadable.length > 0 && (
        <Panel title="Events that no state contains" note={formatCounted(result?.unreadable ?? 0, "stream")}>
          <ReasonsTable jobId={job.id} reasons={unreadable} counted="Streams" />
        </Panel>
      )}
    </>
  );
}
