"use client";
import { IconArrowBackUp, IconUsers } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { dropRetiredVersionAction } from "@/lib/actions/rebuilds";
import type { ProjectionDetail, RetiredVersion } from "@/lib/api/projections";
import { formatBytes, formatCount } from "@/lib/format/number";

interface DropRetiredDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly projection: ProjectionDetail;
  readonly retired: RetiredVersion;
}

/** Says what is freed and what is no longer possible before the kept version goes. */
export function DropRetiredDialog({ opened, onClose, projection, retired }: DropRetiredDialogProps) {
  const queries = useQueryClient();
  const { version, rows, bytes } = retired;
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={
        <>
          Drop v{version} of <span className="mono">{projection.name}</span>
        </>
      }
      note={`${rows === null ? "Its rows" : `${formatCount(rows)} rows`}${bytes === null ? "" : `, ${formatBytes(bytes)}`} are freed.`}
      action={dropRetiredVersionAction}
      fields={{ name: projection.name }}
      verb={`Drop v${version}`}
      tone="danger"
      reason="optional"
      onDone={() => queries.invalidateQueries()}
    >
      <dl>
        <DialogFact icon={<IconArrowBackUp size={16} aria-hidden="true" />} label="Roll back">
          Not possible any more, until the next promotion keeps v{projection.servingVersion}.
        </DialogFact>
        <DialogFact icon={<IconUsers size={16} aria-hidden="true" />} label="Consumers">
          They go on reading v{projection.servingVersion}.
        </DialogFact>
      </dl>
    </ActionDialog>
  );
}
