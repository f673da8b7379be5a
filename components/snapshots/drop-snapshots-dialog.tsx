"use client";
import { IconArchive, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { dropSnapshotsAction } from "@/lib/actions/snapshots";
import { formatBytes, formatCounted } from "@/lib/format/number";

/** Some snapshots, how many they are, and how they are named to be dropped. */
export interface Droppable {
  /** "of fine, made by fine v1". */
  readonly which: ReactNode;
  readonly snapshots: number;
  readonly bytes: number;
  readonly fields: Readonly<Record<string, string>>;
}

interface DropSnapshotsDialogProps {
  readonly droppable: Droppable;
  readonly onClose: () => void;
}

/** Says what dropping snapshots costs and that it loses nothing, before it does it. */
export function DropSnapshotsDialog({ droppable, onClose }: DropSnapshotsDialogProps) {
  const queries = useQueryClient();
  const { which, snapshots, bytes, fields } = droppable;
  const counted = formatCounted(snapshots, "snapshot");
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={<>Drop {counted}</>}
      note={which}
      action={dropSnapshotsAction}
      fields={fields}
      verb={`Drop ${counted}`}
      tone="danger"
      reason="optional"
      onDone={() => void queries.invalidateQueries()}
    >
      <dl>
        <DialogFact icon={<IconTrash size={16} aria-hidden="true" />} label="Dropped">
          {counted}, {formatBytes(bytes)}.
        </DialogFact>
        <DialogFact icon={<IconArchive size={16} aria-hidden="true" />} label="Lost">
          Nothing: states are folded from the events. The next reads of long streams take longer, until there are
          snapshots again.
        </DialogFact>
      </dl>
    </ActionDialog>
  );
}
