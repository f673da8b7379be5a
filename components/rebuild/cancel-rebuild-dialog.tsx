"use client";
import { IconArchive, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { cancelRebuildAction } from "@/lib/actions/rebuilds";
import type { Rebuild } from "@/lib/api/rebuilds";
import { formatCounted } from "@/lib/format/number";

export interface RebuildDialogTarget {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly projection: string;
  readonly rebuild: Pick<Rebuild, "id" | "version" | "scope" | "eventsRead" | "eventsTotal" | "consequences">;
  readonly servingVersion: number | null;
}

/** Says what cancelling leaves behind before it does it. */
export function CancelRebuildDialog({ opened, onClose, projection, rebuild, servingVersion }: RebuildDialogTarget) {
  const queries = useQueryClient();
  const { version, consequences } = rebuild;
  const dropped = consequences.cancel;
  const inPlace = rebuild.scope !== "whole";
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={
        <>
          Cancel the rebuild of <span className="mono">{projection}</span>
        </>
      }
      action={cancelRebuildAction}
      fields={{ id: rebuild.id }}
      verb={inPlace ? "Cancel rebuild" : `Drop v${version}`}
      tone="danger"
      reason="optional"
      onDone={() => queries.invalidateQueries()}
    >
      <dl>
        <DialogFact icon={<IconTrash size={16} aria-hidden="true" />} label="Dropped">
          {inPlace
            ? "What was folded so far. No row was changed yet."
            : dropped?.droppedVersion == null
              ? "Nothing: it has not begun."
              : `The table of v${dropped.droppedVersion} with ${formatCounted(dropped.rowsWritten, "row")}, made of ${formatCounted(dropped.eventsRead, "event")}. A later rebuild begins from the first event.`}
        </DialogFact>
        <DialogFact icon={<IconArchive size={16} aria-hidden="true" />} label="Kept">
          {servingVersion === null
            ? "Nothing serves yet; consumers go on seeing nothing."
            : `v${servingVersion} goes on serving as if nothing had happened.`}
        </DialogFact>
      </dl>
    </ActionDialog>
  );
}
