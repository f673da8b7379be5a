"use client";
import { IconAlertTriangle, IconArchive, IconEye, IconMailX } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { KeyFigure, KeyFigures } from "@/components/layout/key-figure";
import { LoadingRows } from "@/components/layout/loading-rows";
import { QueryError } from "@/components/lists/query-error";
import { requestFoldAction } from "@/lib/actions/folds";
import type { FoldPreflight } from "@/lib/api/folds";
import { foldPreflightQuery } from "@/lib/api/folds-queries";
import type { LogPoint } from "@/lib/api/jobs";
import { hasRole, type Role } from "@/lib/auth/role";
import { formatSeconds } from "@/lib/format/duration";
import { formatBytes, formatCount, formatCounted } from "@/lib/format/number";
import { PointWords } from "./point-words";

interface FoldDialogProps {
  readonly name: string;
  readonly point: LogPoint;
  readonly role: Role;
  readonly onClose: () => void;
}

/** What folding a whole read model as of a point would read and take; then the verb. */
export function FoldDialog({ name, point, role, onClose }: FoldDialogProps) {
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(foldPreflightQuery(name, point, true));
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={
        <>
          Fold <span className="mono">{name}</span> as of <PointWords point={point} />
        </>
      }
      note="The rows that consumers see are not touched: the past ones get a table of their own."
      action={requestFoldAction}
      fields={{ name, ...point }}
      verb="Fold the whole read model"
      reason="optional"
      blocked={blockedWords(data, error, role)}
      onDone={() => void queries.invalidateQueries({ queryKey: ["projection", name, "folds"] })}
    >
      {error !== null && (
        <QueryError title="What it would read could not be counted" error={error} onRetry={() => void refetch()} />
      )}
      {data === undefined && error === null && <LoadingRows rows={4} label="Counting events" />}
      {data !== undefined && <PreflightFacts preflight={data} />}
    </ActionDialog>
  );
}

function blockedWords(preflight: FoldPreflight | undefined, error: Error | null, role: Role): string | null {
  if (!hasRole(role, "operator")) return `This needs the role operator; yours is ${role}.`;
  if (error !== null) return "What it would read is not known.";
  return preflight === undefined ? "Counting…" : preflight.blockedBy;
}

function PreflightFacts({ preflight }: { readonly preflight: FoldPreflight }) {
  const { events, eventsExact, eventsInStore, estimate, rowsNow, bytesNow, liveWorkers } = preflight;
  return (
    <>
      <KeyFigures>
        <KeyFigure
          label="Events to read"
          value={`${eventsExact ? "" : "about "}${formatCount(events)}`}
          note={`of ${formatCounted(eventsInStore, "event")}`}
        />
        <KeyFigure
          label="Time"
          value={estimate === null ? "—" : `about ${formatSeconds(estimate.seconds * 1000)}`}
          note={estimateNote(estimate)}
        />
        <KeyFigure
          label="Disk"
          value={bytesNow === null ? "—" : `about ${formatBytes(bytesNow)}`}
          note={rowsNow === null ? "it keeps no rows now" : `at most, as ${formatCounted(rowsNow, "row")} now`}
        />
      </KeyFigures>
      <dl>
        <DialogFact icon={<IconEye size={16} aria-hidden="true" />} label="Consumers">
          They notice nothing: no live row is read or written.
        </DialogFact>
        <DialogFact icon={<IconMailX size={16} aria-hidden="true" />} label="Events that fail">
          They are listed and left out as the projection’s policy says; nothing is parked or skipped in the live read
          model.
        </DialogFact>
        <DialogFact icon={<IconArchive size={16} aria-hidden="true" />} label="Left behind">
          The rows stay until somebody drops them, or for a day. Cancelling leaves nothing.
        </DialogFact>
        {liveWorkers === 0 && (
          <DialogFact icon={<IconAlertTriangle size={16} aria-hidden="true" />} label="No worker">
            No worker is alive. The fold waits until one starts.
          </DialogFact>
        )}
      </dl>
    </>
  );
}

function estimateNote(estimate: FoldPreflight["estimate"]): string {
  if (estimate === null) return "not measured yet";
  const runs = formatCounted(estimate.runs, "fold");
  return estimate.ofOthers ? `by ${runs} of other projections` : `by its last ${runs}`;
}
