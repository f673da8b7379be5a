"use client";
import { IconArchive, IconArrowsExchange, IconUsers } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { promoteRebuildAction } from "@/lib/actions/projections";
import { rebuildQuery } from "@/lib/api/rebuilds-queries";
import { formatCount } from "@/lib/format/number";
import type { RebuildDialogTarget } from "./cancel-rebuild-dialog";

/** Says what promoting changes for consumers before it does it. */
export function PromoteDialog({ opened, onClose, projection, rebuild, servingVersion }: RebuildDialogTarget) {
  const queries = useQueryClient();
  const { data: progress } = useQuery({ ...rebuildQuery(rebuild.id), enabled: opened });
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={
        <>
          Promote v{rebuild.version} of <span className="mono">{projection}</span>
        </>
      }
      note="Nothing has changed for consumers yet."
      action={promoteRebuildAction}
      fields={{ id: rebuild.id }}
      verb={`Promote v${rebuild.version}`}
      reason="none"
      onDone={() => queries.invalidateQueries()}
    >
      <dl>
        <DialogFact icon={<IconUsers size={16} aria-hidden="true" />} label="Consumers">
          See v{rebuild.version}
          {progress === undefined ? "" : ` with ${formatCount(progress.rowsWritten)} rows`}
          {servingVersion === null
            ? " for the first time."
            : ` instead of v${servingVersion}: one or the other, never neither.`}
        </DialogFact>
        <DialogFact icon={<IconArrowsExchange size={16} aria-hidden="true" />} label="Lock">
          The view is swapped within 100 ms at a time, and retried while readers hold it. The last events are applied
          first.
        </DialogFact>
        <DialogFact icon={<IconArchive size={16} aria-hidden="true" />} label="Kept">
          {servingVersion === null
            ? "Nothing was there before."
            : `v${servingVersion}, no longer fed, until the next promotion.`}
        </DialogFact>
      </dl>
    </ActionDialog>
  );
}
