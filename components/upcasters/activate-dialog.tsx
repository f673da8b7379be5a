"use client";
import { IconAlertTriangle, IconGitFork, IconLayoutColumns } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { activateUpcasterAction } from "@/lib/actions/upcasters";
import type { Consequences } from "@/lib/api/upcaster-consequences";
import type { UpcasterDetail } from "@/lib/api/upcasters";
import { formatCounted } from "@/lib/format/number";

interface ActivateDialogProps {
  readonly upcaster: UpcasterDetail;
  readonly consequences: Consequences;
  /** What a clean verification lacks; a reason has to stand in for it. */
  readonly unverified: string | null;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Before an upcaster goes live: what it touches, what it lacks, and the reason. */
export function ActivateDialog({ upcaster, consequences, unverified, opened, onClose }: ActivateDialogProps) {
  const queries = useQueryClient();
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={`Activate “${upcaster.title}”`}
      note="Nothing stored changes. From now on these events are read through it; it cannot be edited any more."
      action={activateUpcasterAction}
      fields={{ id: upcaster.id, ...(upcaster.updatedAt === null ? {} : { updatedAt: upcaster.updatedAt }) }}
      verb="Activate upcaster"
      reason={unverified === null ? "optional" : "required"}
      onDone={() => queries.invalidateQueries()}
    >
      {unverified !== null && (
        <dl>
          <DialogFact icon={<IconAlertTriangle size={16} aria-hidden="true" />} label="Not verified">
            {unverified} Projections stop at an event that it fails on.
          </DialogFact>
        </dl>
      )}
      <ConsequenceFacts consequences={consequences} verb="read differently" />
    </ActionDialog>
  );
}

/** What a change of the active upcasters touches, as lines of a dialog. */
export function ConsequenceFacts({
  consequences,
  verb,
}: {
  readonly consequences: Consequences;
  readonly verb: string;
}) {
  const { impact, warnings } = consequences;
  const names = impact.projections.map(({ name }) => name);
  return (
    <dl>
      <DialogFact icon={<IconGitFork size={16} aria-hidden="true" />} label="Events">
        {formatCounted(impact.eventsReadDifferently, "event is", "events are")} {verb}.
      </DialogFact>
      <DialogFact icon={<IconLayoutColumns size={16} aria-hidden="true" />} label="Projections">
        {names.length === 0
          ? "None becomes stale."
          : `${names.join(", ")} ${names.length === 1 ? "becomes" : "become"} stale until rebuilt.`}
        {impact.madeWhole.length > 0 && ` ${impact.madeWhole.join(", ")} will be whole again.`}
      </DialogFact>
      {warnings.map(({ message }) => (
        <DialogFact key={message} icon={<IconAlertTriangle size={16} aria-hidden="true" />} label="Warning">
          {message}
        </DialogFact>
      ))}
    </dl>
  );
}
