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
import type { ReactNode } from "react";
import { ActionButton } from "@/components/actions/action-button";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { RoleButton } from "@/components/actions/role-button";
import { cancelJobAction, pauseJobAction, resumeJobAction } from "@/lib/actions/jobs";
import type { Job } from "@/lib/api/jobs";
import type { Role } from "@/lib/auth/role";

/** What a job is called, and what is left of it. */
export interface JobWords {
  /** "copy": the buttons are "Pause copy…", "Cancel copy…". */
  readonly noun: string;
  /** In the middle of a sentence: "the copy to fines2". */
  readonly name: ReactNode;
  /** What a pause leaves. */
  readonly held: string;
  /** What happens when its worker goes away meanwhile. */
  readonly goesOn: string;
  /** What cancelling leaves. */
  readonly kept: string;
}

interface JobActionsProps {
  readonly job: Pick<Job, "id" | "paused">;
  readonly words: JobWords;
  readonly role: Role;
}

/** What can be done with a job that waits or runs. */
export function JobActions({ job, words, role }: JobActionsProps) {
  const [pauseOpened, pauseDialog] = useDisclosure(false);
  const [cancelOpened, cancelDialog] = useDisclosure(false);
  return (
    <>
      {job.paused === null ? (
        <RoleButton role={role} needs="operator" leftSection={<IconPlayerPause size={14} />} onClick={pauseDialog.open}>
          Pause {words.noun}…
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
          Resume {words.noun}
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
        Cancel {words.noun}…
      </RoleButton>
      <PauseDialog id={job.id} words={words} opened={pauseOpened} onClose={pauseDialog.close} />
      <CancelDialog id={job.id} words={words} opened={cancelOpened} onClose={cancelDialog.close} />
    </>
  );
}

interface DialogProps {
  readonly id: string;
  readonly words: JobWords;
  readonly opened: boolean;
  readonly onClose: () => void;
}

function PauseDialog({ id, words, opened, onClose }: DialogProps) {
  const queries = useQueryClient();
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={<>Pause {words.name}</>}
      action={pauseJobAction}
      fields={{ id }}
      verb={`Pause ${words.noun}`}
      reason="optional"
      onDone={() => void queries.invalidateQueries()}
    >
      <dl>
        <DialogFact icon={<IconDatabase size={16} aria-hidden="true" />} label="Held">
          The worker stores the batch it is at, with no transaction open afterwards. {words.held}
        </DialogFact>
        <DialogFact icon={<IconPlugConnectedX size={16} aria-hidden="true" />} label="If it stops">
          {words.goesOn}
        </DialogFact>
      </dl>
    </ActionDialog>
  );
}

function CancelDialog({ id, words, opened, onClose }: DialogProps) {
  const queries = useQueryClient();
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={<>Cancel {words.name}</>}
      action={cancelJobAction}
      fields={{ id }}
      verb={`Cancel ${words.noun}`}
      tone="danger"
      reason="optional"
      onDone={() => void queries.invalidateQueries()}
    >
      <dl>
        <DialogFact icon={<IconArchive size={16} aria-hidden="true" />} label="Kept">
          {words.kept}
        </DialogFact>
      </dl>
    </ActionDialog>
  );
}
