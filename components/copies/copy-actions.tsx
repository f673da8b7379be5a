"use client";
import { useDisclosure } from "@mantine/hooks";
import {
  IconArchive,
  IconDatabase,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlugConnectedX,
  IconX,
} from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { ActionButton } from "@/components/actions/action-button";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { RoleButton } from "@/components/actions/role-button";
import { cancelJobAction, pauseJobAction, resumeJobAction } from "@/lib/actions/jobs";
import type { CopyJob } from "@/lib/api/jobs";
import type { Role } from "@/lib/auth/role";
import { formatCounted } from "@/lib/format/number";

interface CopyActionsProps {
  readonly job: CopyJob;
  readonly role: Role;
}

/** What can be done with a copy that waits or runs. */
export function CopyActions({ job, role }: CopyActionsProps) {
  const [pauseOpened, pauseDialog] = useDisclosure(false);
  const [cancelOpened, cancelDialog] = useDisclosure(false);
  return (
    <>
      {job.paused === null ? (
        <RoleButton role={role} needs="operator" leftSection={<IconPlayerPause size={14} />} onClick={pauseDialog.open}>
          Pause copy…
        </RoleButton>
      ) : (
        <ActionButton
          role={role}
          needs="operator"
          variant="filled"
          leftSection={<IconPlayerPlay size={14} />}
          action={resumeJobAction}
          fields={{ id: job.id }}
        >
          Resume copy
        </ActionButton>
      )}
      <RoleButton
        role={role}
        needs="operator"
        c="var(--fl-danger-text)"
        bd="1px solid var(--fl-danger-line)"
        leftSection={<IconX size={14} />}
        onClick={cancelDialog.open}
      >
        Cancel copy…
      </RoleButton>
      <PauseDialog job={job} opened={pauseOpened} onClose={pauseDialog.close} />
      <CancelDialog job={job} opened={cancelOpened} onClose={cancelDialog.close} />
    </>
  );
}

interface DialogProps {
  readonly job: CopyJob;
  readonly opened: boolean;
  readonly onClose: () => void;
}

function PauseDialog({ job: { id, params }, opened, onClose }: DialogProps) {
  const queries = useQueryClient();
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={
        <>
          Pause the copy to <span className="mono">{params.to}</span>
        </>
      }
      action={pauseJobAction}
      fields={{ id }}
      verb="Pause copy"
      reason="optional"
      onDone={() => void queries.invalidateQueries()}
    >
      <dl>
        <DialogFact icon={<IconDatabase size={16} aria-hidden="true" />} label="Held">
          The worker stores the batch it is at, with no transaction open afterwards. Copies that are written are read
          like any events.
        </DialogFact>
        <DialogFact icon={<IconPlugConnectedX size={16} aria-hidden="true" />} label="If it stops">
          Nothing is lost: whichever worker is free goes on behind the last copy.
        </DialogFact>
      </dl>
    </ActionDialog>
  );
}

function CancelDialog({ job: { id, params, result }, opened, onClose }: DialogProps) {
  const queries = useQueryClient();
  const copied = result?.copied ?? 0;
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={
        <>
          Cancel the copy to <span className="mono">{params.to}</span>
        </>
      }
      action={cancelJobAction}
      fields={{ id }}
      verb="Cancel copy"
      tone="danger"
      reason="optional"
      onDone={() => void queries.invalidateQueries()}
    >
      <dl>
        <DialogFact icon={<IconArchive size={16} aria-hidden="true" />} label="Kept">
          {copied === 0
            ? "Nothing was written yet."
            : `${formatCounted(copied, "copy", "copies")}: stored events are never removed. Asked for again, the copy goes on behind them.`}
        </DialogFact>
      </dl>
    </ActionDialog>
  );
}
