"use client";
import { IconListCheck, IconLock, IconReplace } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { publishEventSchemaAction } from "@/lib/actions/event-schemas";
import type { EventSchemaDraft, EventSchemaState, SchemaTrial } from "@/lib/api/event-schemas";
import { TrialFacts } from "./trial-facts";

interface PublishDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly state: EventSchemaState;
  readonly draft: EventSchemaDraft;
  readonly trial: SchemaTrial | undefined;
}

/** Says what publishing means before it does it. */
export function PublishDialog({ opened, onClose, state, draft, trial }: PublishDialogProps) {
  const queries = useQueryClient();
  const { type, schemaVersion, published } = state;
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={`Publish the JSON Schema of ${type} v${schemaVersion}`}
      action={publishEventSchemaAction}
      fields={{ type, version: String(schemaVersion), updatedAt: draft.updatedAt }}
      verb="Publish schema"
      reason={published === null ? "optional" : "required"}
      onDone={() => queries.invalidateQueries({ queryKey: ["event-schema"] })}
    >
      <dl>
        <DialogFact icon={<IconLock size={16} aria-hidden="true" />} label="For good">
          A published schema never changes. A correction is a new one that takes its place.
        </DialogFact>
        <DialogFact icon={<IconListCheck size={16} aria-hidden="true" />} label="Checked">
          <TrialFacts trial={trial} error={null} wording="of this draft" /> Workers check every stored event of this
          version, and those to come. No append is refused before an admin says so.
        </DialogFact>
        {published !== null && (
          <DialogFact icon={<IconReplace size={16} aria-hidden="true" />} label="Replaces">
            The schema that is published now is withdrawn
            {published.refuses ? ", and appends that do not fit pass again." : "."}
          </DialogFact>
        )}
      </dl>
    </ActionDialog>
  );
}
