"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ActionDialog } from "@/components/actions/action-dialog";
import { promoteRebuildAction } from "@/lib/actions/rebuilds";
import type { ProjectionDetail } from "@/lib/api/projections";
import { rebuildQuery } from "@/lib/api/rebuilds-queries";
import { PromotionConsequences } from "./promotion-consequences";

interface PromoteDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly projection: ProjectionDetail;
  readonly rebuild: { readonly id: string; readonly version: number };
}

/** The decision of the verification page, within the thumb's reach. */
export function PromoteDialog({ opened, onClose, projection, rebuild }: PromoteDialogProps) {
  const queries = useQueryClient();
  const { data: progress } = useQuery({ ...rebuildQuery(rebuild.id), enabled: opened });
  const clean = progress?.verification?.clean === true;
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={
        <>
          Promote v{rebuild.version} of <span className="mono">{projection.name}</span>
        </>
      }
      note={clean ? "Verified clean. Nothing has changed for consumers yet." : "Nothing has changed for consumers yet."}
      action={promoteRebuildAction}
      fields={{ id: rebuild.id }}
      verb={`Promote v${rebuild.version}`}
      reason={clean ? "optional" : "required"}
      onDone={() => queries.invalidateQueries()}
    >
      {progress !== undefined && <PromotionConsequences rebuild={progress} projection={projection} />}
    </ActionDialog>
  );
}
