"use client";
import { IconArchive, IconPlayerSkipForward, IconRefresh } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { skipDeadLettersAction } from "@/lib/actions/dead-letters";
import type { DeadLetter } from "@/lib/api/dead-letters";
import { formatCount, formatCounted } from "@/lib/format/number";
import { visibleText } from "@/lib/format/visible-text";

interface SkipDialogProps {
  readonly letters: readonly DeadLetter[];
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

/** Leaves events out of a read model, for a reason; what waits behind them is applied. */
export function SkipDialog({ letters, opened, onClose, onDone }: SkipDialogProps) {
  const queries = useQueryClient();
  const events = formatCounted(letters.length, "event");
  const waiting = letters.reduce((sum, letter) => sum + letter.waiting, 0);
  const models = [...new Set(letters.map(({ projection, version }) => `${projection} v${version}`))];
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={titleOf(letters)}
      note="What is stored does not change, and other projections go on reading it."
      action={skipDeadLettersAction}
      fields={{ ids: letters.map(({ id }) => id).join(" ") }}
      verb={letters.length === 1 ? "Skip event" : `Skip ${events}`}
      tone="danger"
      reason="required"
      reasonPlaceholder="Why the read model can do without"
      onDone={() => {
        void queries.invalidateQueries({ queryKey: ["dead-letters"] });
        onDone?.();
      }}
    >
      <dl>
        <DialogFact icon={<IconPlayerSkipForward size={16} aria-hidden="true" />} label="Left out">
          {events} of <span className="mono">{models.join(", ")}</span>: rows are as if{" "}
          {letters.length === 1 ? "it" : "they"} had not happened.
        </DialogFact>
        <DialogFact icon={<IconRefresh size={16} aria-hidden="true" />} label="Applied">
          {waiting === 0 ? "Nothing waits behind." : `${formatCounted(waiting, "event")} behind, in order.`}
        </DialogFact>
        <DialogFact icon={<IconArchive size={16} aria-hidden="true" />} label="Later">
          A rebuild meets the event again, and parks the stream again unless the code can apply it by then.
        </DialogFact>
      </dl>
    </ActionDialog>
  );
}

function titleOf(letters: readonly DeadLetter[]): string {
  const [only] = letters;
  if (only === undefined || letters.length > 1) return `Skip ${formatCounted(letters.length, "event")}`;
  return `Skip ${only.type}, version ${formatCount(only.streamVersion)} of ${visibleText(only.streamId)}`;
}
