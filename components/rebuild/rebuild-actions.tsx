"use client";
import { useDisclosure } from "@mantine/hooks";
import { IconPlayerPause, IconPlayerPlay, IconRefresh, IconTrash, IconX } from "@tabler/icons-react";
import { ActionButton } from "@/components/actions/action-button";
import { RoleButton } from "@/components/actions/role-button";
import { resumeRebuildAction, verifyRebuildAgainAction } from "@/lib/actions/rebuilds";
import type { ProjectionDetail } from "@/lib/api/projections";
import type { Rebuild } from "@/lib/api/rebuilds";
import type { Role } from "@/lib/auth/role";
import { CancelRebuildDialog } from "./cancel-rebuild-dialog";
import { PauseRebuildDialog } from "./pause-rebuild-dialog";
import { PromoteDialog } from "./promote-dialog";
import classes from "./rebuild-actions.module.css";
import { ThrottleMenu } from "./throttle-menu";

interface RebuildActionsProps {
  readonly projection: ProjectionDetail;
  readonly rebuild: Rebuild;
  readonly role: Role;
}

/** What can be done with a rebuild that waits, runs or is ready. */
export function RebuildActions({ projection, rebuild, role }: RebuildActionsProps) {
  const [pauseOpened, pauseDialog] = useDisclosure(false);
  const [cancelOpened, cancelDialog] = useDisclosure(false);
  const [promoteOpened, promoteDialog] = useDisclosure(false);
  const { status, paused, scope, version } = rebuild;
  const ready = status === "ready";
  const target = { projection: projection.name, rebuild, servingVersion: projection.servingVersion };
  return (
    <>
      {ready && <VerifyAgainButton rebuild={rebuild} role={role} />}
      {!ready && scope === "whole" && <ThrottleMenu rebuild={rebuild} role={role} />}
      {!ready && paused === null && (
        <RoleButton role={role} needs="operator" leftSection={<IconPlayerPause size={14} />} onClick={pauseDialog.open}>
          Pause rebuild…
        </RoleButton>
      )}
      {!ready && paused !== null && <ResumeButton id={rebuild.id} role={role} />}
      <RoleButton
        role={role}
        needs="operator"
        c="var(--fl-danger-text)"
        bd="1px solid var(--fl-danger-line)"
        leftSection={ready ? <IconTrash size={14} /> : <IconX size={14} />}
        onClick={cancelDialog.open}
      >
        {ready ? `Discard v${version}…` : "Cancel rebuild…"}
      </RoleButton>
      {ready && (
        <div className={classes.thumb}>
          <RoleButton role={role} needs="operator" variant="filled" fullWidth onClick={promoteDialog.open}>
            Promote v{version}…
          </RoleButton>
        </div>
      )}
      <PauseRebuildDialog opened={pauseOpened} onClose={pauseDialog.close} {...target} />
      <CancelRebuildDialog opened={cancelOpened} onClose={cancelDialog.close} {...target} />
      {promoteOpened && (
        <PromoteDialog opened onClose={promoteDialog.close} projection={projection} rebuild={rebuild} />
      )}
    </>
  );
}

function ResumeButton({ id, role }: { readonly id: string; readonly role: Role }) {
  return (
    <ActionButton
      role={role}
      needs="operator"
      variant="filled"
      leftSection={<IconPlayerPlay size={14} />}
      action={resumeRebuildAction}
      fields={{ id }}
    >
      Resume rebuild
    </ActionButton>
  );
}

function VerifyAgainButton({ rebuild, role }: { readonly rebuild: Rebuild; readonly role: Role }) {
  const asked = rebuild.verifyingAgain;
  return (
    <ActionButton
      role={role}
      needs="operator"
      blocked={asked === null ? null : `A worker compares the rows again, asked by ${asked.by}.`}
      leftSection={<IconRefresh size={14} className={asked === null ? "" : "spin"} />}
      action={verifyRebuildAgainAction}
      fields={{ id: rebuild.id }}
    >
      {asked === null ? "Verify again" : "Verifying…"}
    </ActionButton>
  );
}
