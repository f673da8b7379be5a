"use client";
import { useDisclosure } from "@mantine/hooks";
import { IconPlayerPause, IconPlayerPlay, IconRefresh, IconX } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { ActionDialog } from "@/components/actions/action-dialog";
import { RoleButton } from "@/components/actions/role-button";
import { useAction } from "@/components/actions/use-action";
import { CancelRebuildDialog } from "@/components/rebuild/cancel-rebuild-dialog";
import { PromoteDialog } from "@/components/rebuild/promote-dialog";
import { RebuildDialog } from "@/components/rebuild/rebuild-dialog";
import { pauseProjectionAction, resumeProjectionAction } from "@/lib/actions/projections";
import type { ProjectionDetail } from "@/lib/api/projections";
import type { Role } from "@/lib/auth/role";

interface ProjectionActionsProps {
  readonly projection: ProjectionDetail;
  readonly role: Role;
}

/** What can be done with a projection now; at most one button is filled. */
export function ProjectionActions({ projection, role }: ProjectionActionsProps) {
  const { name, paused, rebuild, needs, servingVersion } = projection;
  const [rebuildOpened, rebuildDialog] = useDisclosure(false);
  const [pauseOpened, pauseDialog] = useDisclosure(false);
  const [cancelOpened, cancelDialog] = useDisclosure(false);
  const [promoteOpened, promoteDialog] = useDisclosure(false);
  const wantsRebuild = needs.some(({ kind }) => kind === "rebuild");
  return (
    <>
      {paused === null ? (
        <RoleButton role={role} needs="operator" leftSection={<IconPlayerPause size={14} />} onClick={pauseDialog.open}>
          Pause…
        </RoleButton>
      ) : (
        <ResumeButton name={name} role={role} />
      )}
      {rebuild === null ? (
        <RoleButton
          role={role}
          needs="operator"
          variant={wantsRebuild ? "filled" : "default"}
          leftSection={<IconRefresh size={14} />}
          onClick={rebuildDialog.open}
        >
          Rebuild…
        </RoleButton>
      ) : (
        <>
          <RoleButton
            role={role}
            needs="operator"
            c="var(--fl-danger-text)"
            bd="1px solid var(--fl-danger-line)"
            leftSection={<IconX size={14} />}
            onClick={cancelDialog.open}
          >
            {rebuild.status === "ready" ? `Discard v${rebuild.version}…` : "Cancel rebuild…"}
          </RoleButton>
          {rebuild.status === "ready" && (
            <RoleButton role={role} needs="operator" variant="filled" onClick={promoteDialog.open}>
              Promote v{rebuild.version}…
            </RoleButton>
          )}
        </>
      )}
      {rebuildOpened && <RebuildDialog projection={name} role={role} onClose={rebuildDialog.close} />}
      {rebuild !== null && (
        <>
          <CancelRebuildDialog
            opened={cancelOpened}
            onClose={cancelDialog.close}
            projection={name}
            rebuild={rebuild}
            servingVersion={servingVersion}
          />
          <PromoteDialog
            opened={promoteOpened}
            onClose={promoteDialog.close}
            projection={name}
            rebuild={rebuild}
            servingVersion={servingVersion}
          />
        </>
      )}
      <ActionDialog
        opened={pauseOpened}
        onClose={pauseDialog.close}
        title={
          <>
            Pause <span className="mono">{name}</span>
          </>
        }
        note="Its read model stays readable and stops following the events. Resuming goes on from the checkpoints."
        action={pauseProjectionAction}
        fields={{ name }}
        verb="Pause projection"
        reason="optional"
      />
    </>
  );
}

function ResumeButton({ name, role }: { readonly name: string; readonly role: Role }) {
  const queries = useQueryClient();
  const [, resume, pending] = useAction(resumeProjectionAction, () => queries.invalidateQueries());
  return (
    <form action={resume}>
      <input type="hidden" name="name" value={name} />
      <RoleButton
        role={role}
        needs="operator"
        type="submit"
        variant="filled"
        loading={pending}
        leftSection={<IconPlayerPlay size={14} />}
      >
        Resume
      </RoleButton>
    </form>
  );
}
