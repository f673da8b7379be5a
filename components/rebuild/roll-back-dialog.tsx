"use client";
import { Checkbox } from "@mantine/core";
import { IconAlertTriangle, IconArchive, IconArrowsExchange, IconUsers } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { KeyFigure, KeyFigures } from "@/components/layout/key-figure";
import { rollBackAction } from "@/lib/actions/rebuilds";
import type { ProjectionDetail, RetiredVersion } from "@/lib/api/projections";
import { formatBytes, formatCount } from "@/lib/format/number";
import classes from "./rebuild-dialog.module.css";
import { rollVerb } from "./rebuild-status";

interface RollBackDialogProps {
  readonly onClose: () => void;
  readonly projection: ProjectionDetail;
  readonly retired: RetiredVersion;
}

/** Says what consumers will see again, and asks for an explicit word when those rows stand still. */
export function RollBackDialog({ onClose, projection, retired }: RollBackDialogProps) {
  const queries = useQueryClient();
  const [accepted, setAccepted] = useState(false);
  const { name, servingVersion, rows } = projection;
  const { version, fed, behind } = retired;
  const verb = rollVerb(version, servingVersion);
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={
        <>
          {verb} <span className="mono">{name}</span> to v{version}
        </>
      }
      note={`Consumers read v${servingVersion} now.`}
      action={rollBackAction}
      fields={{ name, ...(fed ? {} : { frozen: "true" }) }}
      verb={`${verb} to v${version}`}
      tone="danger"
      reason="required"
      blocked={fed || accepted ? null : "Accept that its rows stand still first."}
      onDone={() => queries.invalidateQueries()}
    >
      <div className={classes.figures}>
        <KeyFigures>
          <KeyFigure
            label={`Rows of v${version}`}
            value={retired.rows === null ? "—" : formatCount(retired.rows)}
            note={rows === null ? "" : `v${servingVersion} has ${formatCount(rows)}`}
          />
          <KeyFigure
            label="Events to apply first"
            value={fed ? formatCount(behind) : "none"}
            note={fed ? "to stand where consumers are" : `${formatCount(behind)} are missing in it`}
            {...(fed ? {} : { tone: "warning" as const })}
          />
          <KeyFigure
            label="Disk"
            value={retired.bytes === null ? "—" : formatBytes(retired.bytes)}
            note="both versions are kept"
          />
        </KeyFigures>
      </div>
      <dl className={classes.facts}>
        <DialogFact icon={<IconUsers size={16} aria-hidden="true" />} label="Consumers">
          See v{version} instead of v{servingVersion}: one or the other, never neither.
        </DialogFact>
        <DialogFact icon={<IconArrowsExchange size={16} aria-hidden="true" />} label="Lock">
          The view is swapped within 100 ms at a time, and retried while readers hold it.
        </DialogFact>
        <DialogFact icon={<IconArchive size={16} aria-hidden="true" />} label="Kept">
          v{servingVersion}, to return to the same way, until the next promotion.
        </DialogFact>
        {!fed && (
          <DialogFact icon={<IconAlertTriangle size={16} aria-hidden="true" />} label="Stands still">
            Another version of the definition built v{version}; no worker can feed it. Its rows stay as of position{" "}
            {formatCount(BigInt(retired.checkpoint))}.
          </DialogFact>
        )}
      </dl>
      {!fed && (
        <Checkbox
          label={`Show consumers rows that lack ${formatCount(behind)} events and do not follow new ones`}
          checked={accepted}
          onChange={(event) => setAccepted(event.currentTarget.checked)}
        />
      )}
    </ActionDialog>
  );
}
