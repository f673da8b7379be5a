"use client";
import { Checkbox } from "@mantine/core";
import { IconAlertTriangle, IconArchive, IconBellOff, IconGitFork, IconUsers } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { ErrorState } from "@/components/layout/error-state";
import { KeyFigure, KeyFigures } from "@/components/layout/key-figure";
import { LoadingRows } from "@/components/layout/loading-rows";
import { requestRebuildAction } from "@/lib/actions/projections";
import type { RebuildPreflight } from "@/lib/api/rebuilds";
import { preflightQuery } from "@/lib/api/rebuilds-queries";
import { hasRole, type Role } from "@/lib/auth/role";
import { formatSeconds } from "@/lib/format/duration";
import { formatBytes, formatCount, formatCounted, formatPercent } from "@/lib/format/number";
import classes from "./rebuild-dialog.module.css";

interface RebuildDialogProps {
  readonly projection: string;
  readonly role: Role;
  readonly onClose: () => void;
}

/** What a rebuild reads, takes and leaves behind, counted now; then the reason; then the verb. */
export function RebuildDialog({ projection, role, onClose }: RebuildDialogProps) {
  const router = useRouter();
  const queries = useQueryClient();
  const { data: preflight, error, refetch } = useQuery(preflightQuery(projection));
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={
        <>
          Rebuild <span className="mono">{projection}</span>
          {preflight !== undefined && ` as v${preflight.nextVersion}`}
        </>
      }
      note={preflight === undefined ? "Counting what it would read." : noteOf(preflight)}
      action={requestRebuildAction}
      fields={{ projection }}
      verb="Start rebuild"
      reason="optional"
      reasonPlaceholder="Carrier codes corrected, OPS-2231"
      blocked={blockedWords(preflight, role)}
      onDone={() => {
        queries.invalidateQueries();
        router.push(`/projections/${encodeURIComponent(projection)}?tab=rebuild`);
      }}
    >
      {error !== null && (
        <ErrorState title="The pre-flight could not be counted" onRetry={() => refetch()} details={error.message}>
          {error.message}
        </ErrorState>
      )}
      {preflight === undefined && error === null && <LoadingRows rows={4} label="Counting events" />}
      {preflight !== undefined && <Preflight preflight={preflight} />}
    </ActionDialog>
  );
}

function noteOf({ servingVersion, nextVersion }: RebuildPreflight): string {
  if (servingVersion === null) return `Consumers see nothing until v${nextVersion} is promoted.`;
  return `v${servingVersion} goes on serving. Nothing changes for consumers until v${nextVersion} is promoted.`;
}

function blockedWords(preflight: RebuildPreflight | undefined, role: Role): string | null {
  if (!hasRole(role, "operator")) return `This needs the role operator; yours is ${role}.`;
  return preflight === undefined ? "Counting…" : preflight.blockedBy;
}

function Preflight({ preflight }: { readonly preflight: RebuildPreflight }) {
  const { estimate, eventsToRead, eventsInStore, rows, bytes, types, servingVersion, nextVersion } = preflight;
  const share = eventsInStore === 0 ? "" : `, ${formatPercent(eventsToRead / eventsInStore)} of the store`;
  return (
    <>
      <div className={classes.figures}>
        <KeyFigures>
          <KeyFigure
            label="Events to read"
            value={formatCount(eventsToRead)}
            note={`${types === null ? "every type" : formatCounted(types.length, "type")}${share}`}
          />
          <KeyFigure
            label="Time"
            value={estimate === null ? "—" : `about ${formatSeconds(Math.max(1, estimate.seconds) * 1000)}`}
            note={estimate === null ? "not measured yet" : estimateBase(estimate)}
          />
          <KeyFigure
            label="Rows now"
            value={rows === null ? "—" : formatCount(rows)}
            note={bytes === null ? "no read model yet" : `${formatBytes(bytes)}; as much again while both exist`}
          />
        </KeyFigures>
      </div>
      <dl className={classes.facts}>
        <DialogFact icon={<IconGitFork size={16} aria-hidden="true" />} label="Why">
          {preflight.why.length === 0
            ? "The read model is up to date; a rebuild would make the same rows again."
            : preflight.why.join(" ")}
        </DialogFact>
        <DialogFact icon={<IconUsers size={16} aria-hidden="true" />} label="Who reads it">
          {preflight.dependents.length === 0
            ? "No other view depends on it."
            : `${formatCounted(preflight.dependents.length, "view depends", "views depend")} on it: ${preflight.dependents.join(", ")}.`}
          {preflight.columnsChange && " Its columns change: the view is dropped and made anew in one transaction."}
        </DialogFact>
        <DialogFact icon={<IconArchive size={16} aria-hidden="true" />} label="Left behind">
          {servingVersion === null
            ? "Nothing: this is the first read model."
            : `v${servingVersion} is kept after v${nextVersion} is promoted, and no longer fed. Cancelling drops only v${nextVersion}.`}
        </DialogFact>
        <DialogFact icon={<IconBellOff size={16} aria-hidden="true" />} label="Side effects">
          None. A replay only fills tables.
        </DialogFact>
        {preflight.liveWorkers === 0 && (
          <DialogFact icon={<IconAlertTriangle size={16} aria-hidden="true" />} label="No worker">
            No worker is alive. The rebuild waits until one starts.
          </DialogFact>
        )}
      </dl>
      <Checkbox name="promoteWhenClean" label={`Promote v${nextVersion} by itself if its rows are the same`} />
    </>
  );
}

function estimateBase({ runs, plusMinus }: NonNullable<RebuildPreflight["estimate"]>): string {
  const spread = plusMinus === null || plusMinus < 1 ? "" : `, ± ${formatSeconds(plusMinus * 1000)}`;
  return `from the last ${runs === 1 ? "run" : `${runs} runs`}${spread}`;
}
