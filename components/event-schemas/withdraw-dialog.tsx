"use client";
import { IconArchive, IconBan } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { withdrawEventSchemaAction } from "@/lib/actions/event-schemas";
import type { EventSchemaState, PublishedEventSchema } from "@/lib/api/event-schemas";
import { formatCounted } from "@/lib/format/number";

interface WithdrawDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly state: EventSchemaState;
  readonly published: PublishedEventSchema;
}

/** Says what withdrawing a schema leaves behind. */
export function WithdrawDialog({ opened, onClose, state, published }: WithdrawDialogProps) {
  const queries = useQueryClient();
  const { type, schemaVersion } = state;
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={`Withdraw the JSON Schema of ${type} v${schemaVersion}`}
      action={withdrawEventSchemaAction}
      fields={{ type, version: String(schemaVersion) }}
      verb="Withdraw schema"
      tone="danger"
      reason="required"
      onDone={() => queries.invalidateQueries({ queryKey: ["event-schema"] })}
    >
      <dl>
        <DialogFact icon={<IconBan size={16} aria-hidden="true" />} label="Ends">
          Events are checked no more{published.refuses ? ", and appends that it refuses pass again." : "."}
        </DialogFact>
        <DialogFact icon={<IconArchive size={16} aria-hidden="true" />} label="Kept">
          Its text, and that {formatCounted(published.misfits, "event")} of {formatCounted(published.checked, "event")}{" "}
          did not fit.
        </DialogFact>
      </dl>
    </ActionDialog>
  );
}
