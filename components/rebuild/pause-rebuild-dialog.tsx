"use client";
import { IconDatabase, IconPlugConnectedX, IconUsers } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { pauseRebuildAction } from "@/lib/actions/rebuilds";
import { formatCount } from "@/lib/format/number";
import type { RebuildDialogTarget } from "./cancel-rebuild-dialog";

/** Says what pausing leaves behind before it does it. */
export function PauseRebuildDialog({ opened, onClose, projection, rebuild, servingVersion }: RebuildDialogTarget) {
  const queries = useQueryClient();
  const { version, eventsRead, eventsTotal, consequences } = rebuild;
  const fed = consequences.pause?.versionNotFed != null;
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={
        <>
          Pause the rebuild of <span className="mono">{projection}</span>
        </>
      }
      note={
        eventsTotal === null
          ? "Nothing was read yet."
          : `${formatCount(eventsRead)} of ${formatCount(eventsTotal)} events are read.`
      }
      action={pauseRebuildAction}
      fields={{ id: rebuild.id }}
      verb="Pause rebuild"
      reason="optional"
      onDone={() => queries.invalidateQueries()}
    >
      <dl>
        <DialogFact icon={<IconDatabase size={16} aria-hidden="true" />} label="Held">
          {fed
            ? `v${version} is no longer fed; its rows and checkpoints stay.`
            : consequences.pause?.keptInMemory === false
              ? "Nothing was read yet: it goes on waiting when it is resumed."
              : "What was folded stays in the worker's memory, with no transaction open. Resuming reads nothing twice."}
        </DialogFact>
        <DialogFact icon={<IconPlugConnectedX size={16} aria-hidden="true" />} label="If it stops">
          {fed
            ? "Another worker goes on from the checkpoints."
            : "Should that worker stop meanwhile, the build starts again from the first event."}
        </DialogFact>
        <DialogFact icon={<IconUsers size={16} aria-hidden="true" />} label="Consumers">
          {servingVersion === null ? "They go on seeing nothing." : `They go on reading v${servingVersion}.`}
        </DialogFact>
      </dl>
    </ActionDialog>
  );
}
