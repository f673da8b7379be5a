"use client";
import { IconArchive, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { cancelRebuildAction } from "@/lib/actions/projections";

export interface RebuildDialogTarget {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly projection: string;
  readonly rebuild: { readonly id: string; readonly version: number };
  readonly servingVersion: number | null;
}

/** Says what cancelling leaves behind before it does it. */
export function CancelRebuildDialog({ opened, onClose, projection, rebuild, servingVersion }: RebuildDialogTarget) {
  const queries = useQueryClient();
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
      verb={`Drop v${rebuild.version}`}
      tone="danger"
      reason="none"
      onDone={() => queries.invalidateQueries()}
    >
      <dl>
        <DialogFact icon={<IconTrash size={16} aria-hidden="true" />} label="Dropped">
          The table of v{rebuild.version}, with all that was read into it. A later rebuild begins from the first event.
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
