"use client";
import { IconArchive, IconPlayerSkipForward, IconRefresh } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { skipDeadLettersAction } from "@/lib/actions/dead-letters";
import type { DeadLetter } from "@/lib/api/dead-letters";
import { formatCount, formatCounted } from "@/lib/format/number";

interface SkipDialogProps {
  readonly letter: DeadLetter;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Leaves an event out of a read model, for a reason; what waits behind it is applied. */
export function SkipDialog({ letter, opened, onClose }: SkipDialogProps) {
  const queries = useQueryClient();
  const { projection, version, streamId, streamVersion, type, waiting } = letter;
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={`Skip ${type}, version ${formatCount(streamVersion)} of ${streamId}`}
      note="The stored event does not change, and other projections go on reading it."
      action={skipDeadLettersAction}
      fields={{ id: letter.id }}
      verb="Skip event"
      tone="danger"
      reason="required"
      reasonPlaceholder="Why this read model can do without it"
      onDone={() => void queries.invalidateQueries({ queryKey: ["dead-letters"] })}
    >
      <dl>
        <DialogFact icon={<IconPlayerSkipForward size={16} aria-hidden="true" />} label="Left out">
          1 event of <span className="mono">{projection}</span> v{version}: its rows are as if it had not happened.
        </DialogFact>
        <DialogFact icon={<IconRefresh size={16} aria-hidden="true" />} label="Applied">
          {waiting === 0 ? "Nothing waits behind it." : `${formatCounted(waiting, "event")} behind it, in order.`}
        </DialogFact>
        <DialogFact icon={<IconArchive size={16} aria-hidden="true" />} label="Later">
          A rebuild meets the event again, and parks the stream again unless the code can apply it by then.
        </DialogFact>
      </dl>
    </ActionDialog>
  );
}
