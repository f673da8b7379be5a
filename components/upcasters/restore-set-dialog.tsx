"use client";
import { IconAlertTriangle, IconArrowBackUp, IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { LoadingRows } from "@/components/layout/loading-rows";
import { restoreUpcasterSetAction } from "@/lib/actions/upcasters";
import type { UpcasterSetRestore } from "@/lib/api/upcaster-sets";
import { upcasterSetRestoreQuery } from "@/lib/api/upcaster-sets-queries";
import { ConsequenceFacts } from "./activate-dialog";
import { setName } from "./set-words";

interface RestoreSetDialogProps {
  /** `null`: closed. */
  readonly set: number | null;
  readonly onClose: () => void;
}

/** Before an earlier set of upcasters comes back: what becomes active, what is retired, and what that touches. */
export function RestoreSetDialog({ set, onClose }: RestoreSetDialogProps) {
  const queries = useQueryClient();
  const { data, error } = useQuery({ ...upcasterSetRestoreQuery(set ?? 0), enabled: set !== null });
  const name = setName(set ?? 0);
  return (
    <ActionDialog
      opened={set !== null}
      onClose={onClose}
      title={`Roll back to ${set === 0 ? "the beginning" : name.toLowerCase()}`}
      note="Nothing stored changes. Exactly the upcasters of that set are active afterwards; this set can be brought back too."
      action={restoreUpcasterSetAction}
      fields={{ id: String(set ?? 0) }}
      verb="Roll back"
      tone="danger"
      reason="required"
      blocked={blockedBy(data, error)}
      onDone={() => queries.invalidateQueries()}
    >
      {data === undefined && error === null && <LoadingRows rows={4} label="Counting what it touches" />}
      {data !== undefined && <RestoreFacts {...data} />}
    </ActionDialog>
  );
}

function blockedBy(data: UpcasterSetRestore | undefined, error: Error | null): string | null {
  if (error !== null) return error.message;
  if (data === undefined) return "What it touches is being counted.";
  const [problem] = data.problems;
  if (problem !== undefined) return `The chain would not hold: ${problem.message}.`;
  return data.activates.length + data.retires.length === 0 ? "These upcasters are the active ones already." : null;
}

function RestoreFacts(restore: UpcasterSetRestore) {
  const { activates, retires, problems } = restore;
  return (
    <>
      <dl>
        {problems.map(({ message }) => (
          <DialogFact key={message} icon={<IconAlertTriangle size={16} aria-hidden="true" />} label="Cannot come back">
            {message}.
          </DialogFact>
        ))}
        {activates.length + retires.length === 0 && (
          <DialogFact icon={<IconArrowBackUp size={16} aria-hidden="true" />} label="Upcasters">
            These are active already: nothing would change.
          </DialogFact>
        )}
        {activates.length > 0 && (
          <DialogFact icon={<IconPlayerPlay size={16} aria-hidden="true" />} label="Active again">
            {titles(activates)}
          </DialogFact>
        )}
        {retires.length > 0 && (
          <DialogFact icon={<IconPlayerStop size={16} aria-hidden="true" />} label="Retired">
            {titles(retires)}
          </DialogFact>
        )}
      </dl>
      <ConsequenceFacts consequences={restore} verb="read differently" />
    </>
  );
}

function titles(upcasters: UpcasterSetRestore["activates"]): string {
  return upcasters.map(({ title }) => `“${title}”`).join(", ");
}
