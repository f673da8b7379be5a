"use client";
import { ErrorState } from "@/components/layout/error-state";
import { Panel } from "@/components/layout/panel";
import { ReasonsTable } from "@/components/upcasters/reasons-table";
import type { Fold, ReadFoldRows } from "@/lib/api/folds";
import { isUnderWay } from "@/lib/api/job-status";
import type { FoldResult, LogPoint } from "@/lib/api/jobs";
import type { Role } from "@/lib/auth/role";
import { formatCounted } from "@/lib/format/number";
import { FoldNotes } from "./fold-notes";
import { FoldOffer } from "./fold-offer";
import { FoldProgress } from "./fold-progress";
import { PastRows } from "./past-rows";

interface PastViewProps {
  readonly name: string;
  readonly point: LogPoint;
  /** The newest fold as of the point; undefined: there is none. */
  readonly fold: Fold | undefined;
  readonly initial: ReadFoldRows | null;
  readonly role: Role;
  readonly onFold: ((key: string) => void) | null;
}

/** The whole read model as of a point: its rows, how far they are, or the offer to fold them. */
export function PastView({ name, point, fold, initial, role, onFold }: PastViewProps) {
  const offer = <FoldOffer name={name} point={point} role={role} foldable={onFold !== null} />;
  if (fold === undefined) return offer;
  const { job } = fold;
  if (isUnderWay(job)) return <FoldProgress key={job.id} job={job} role={role} />;
  if (!fold.browsable) {
    return (
      <>
        <ErrorState title="The fold as of then has stopped" details={job.error?.stack ?? job.error?.message}>
          {job.error?.message ?? "Its rows are gone."}
        </ErrorState>
        {offer}
      </>
    );
  }
  return (
    <>
      {job.result !== null && <LeftOut jobId={job.id} result={job.result} />}
      <PastRows key={job.id} name={name} fold={fold} initial={initial} onFold={onFold} />
    </>
  );
}

function LeftOut({ jobId, result }: { readonly jobId: string; readonly result: FoldResult }) {
  const { failed, heldBack, reasons } = result;
  const leftOut = result.leftOut ?? 0;
  if (failed + heldBack + leftOut === 0) return null;
  return (
    <Panel title="Left out" note={formatCounted(failed + heldBack + leftOut, "event")}>
      <FoldNotes leftOut={leftOut} failed={failed} heldBack={heldBack} failures={[]} />
      {reasons.length > 0 && <ReasonsTable jobId={jobId} reasons={reasons} />}
    </Panel>
  );
}
