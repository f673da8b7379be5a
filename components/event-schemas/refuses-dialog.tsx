"use client";
import { IconArrowBackUp, IconBan, IconClock } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { setEventSchemaRefusesAction } from "@/lib/actions/event-schemas";
import type { EventSchemaState } from "@/lib/api/event-schemas";
import { schemaTrialQuery } from "@/lib/api/event-schemas-queries";
import { TrialFacts } from "./trial-facts";

interface RefusesDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly state: EventSchemaState;
  /** What is to be from now on. */
  readonly refuses: boolean;
}

/** Says whom refusing would have hit of late before it is switched. */
export function RefusesDialog({ opened, onClose, state, refuses }: RefusesDialogProps) {
  const queries = useQueryClient();
  const { type, schemaVersion } = state;
  const { data: trial, error } = useQuery({
    ...schemaTrialQuery(type, schemaVersion, null),
    enabled: opened,
    staleTime: 0,
  });
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={
        refuses
          ? `Refuse appends of ${type} v${schemaVersion} that do not fit`
          : `Let every ${type} v${schemaVersion} pass`
      }
      action={setEventSchemaRefusesAction}
      fields={{ type, version: String(schemaVersion), refuses: String(refuses) }}
      verb={refuses ? "Refuse misfits" : "Let misfits pass"}
      tone={refuses ? "danger" : "accent"}
      reason="required"
      onDone={() => queries.invalidateQueries({ queryKey: ["event-schema"] })}
    >
      <dl>
        <DialogFact
          icon={<IconBan size={16} aria-hidden="true" />}
          label={refuses ? "Would have been refused" : "Were refused"}
        >
          <TrialFacts trial={trial} error={error} wording="of the schema" />
        </DialogFact>
        <DialogFact
          icon={<IconArrowBackUp size={16} aria-hidden="true" />}
          label={refuses ? "Producers" : "From now on"}
        >
          {refuses
            ? "Their append fails as a whole, with the event and the path that does not fit; imports are refused the same way. Stored events stay."
            : "They are stored, checked afterwards, and listed among those that do not fit."}
        </DialogFact>
        <DialogFact icon={<IconClock size={16} aria-hidden="true" />} label="Holds">
          Within a second, in every process that appends to this store.
        </DialogFact>
      </dl>
    </ActionDialog>
  );
}
