"use client";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowBackUp, IconPlayerPause, IconRefresh } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { ActionDialog } from "@/components/actions/action-dialog";
import { RoleButton } from "@/components/actions/role-button";
import { RebuildActions } from "@/components/rebuild/rebuild-actions";
import { RebuildDialog } from "@/components/rebuild/rebuild-dialog";
import { rollVerb } from "@/components/rebuild/rebuild-status";
import { RollBackDialog } from "@/components/rebuild/roll-back-dialog";
import { pauseProjectionAction } from "@/lib/actions/projections";
import type { ProjectionDetail } from "@/lib/api/projections";
import type { Role } from "@/lib/auth/role";
import { projectionHref } from "./projection-href";
import type { ProjectionTab } from "./projection-tabs";
import { rebuildUnavailable } from "./rebuild-unavailable";
import { ResumeButton } from "./resume-button";

interface ProjectionActionsProps {
  readonly projection: ProjectionDetail;
  readonly role: Role;
  readonly tab: ProjectionTab;
}

/** What can be done with a projection now: on its Rebuild tab, with the rebuild under way. */
export function ProjectionActions({ projection, role, tab }: ProjectionActionsProps) {
  const { name, paused, activeRebuild } = projection;
  const [pauseOpened, pauseDialog] = useDisclosure(false);
  if (tab === "rebuild" && activeRebuild !== null) {
    return <RebuildActions projection={projection} rebuild={activeRebuild} role={role} />;
  }
  return (
    <>
      {paused === null && projection.mode !== "live" && (
        <RoleButton role={role} needs="operator" leftSection={<IconPlayerPause size={14} />} onClick={pauseDialog.open}>
          Pause…
        </RoleButton>
      )}
      {paused !== null && <ResumeButton name={name} role={role} />}
      <RollBackButton projection={projection} role={role} />
      <RebuildButton projection={projection} role={role} />
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

interface ButtonProps {
  readonly projection: ProjectionDetail;
  readonly role: Role;
}

function RollBackButton({ projection, role }: ButtonProps) {
  const [opened, dialog] = useDisclosure(false);
  const { retired } = projection;
  if (retired === null) return null;
  return (
    <>
      <RoleButton role={role} needs="operator" leftSection={<IconArrowBackUp size={14} />} onClick={dialog.open}>
        {rollVerb(retired.version, projection.servingVersion)} to v{retired.version}…
      </RoleButton>
      {opened && <RollBackDialog onClose={dialog.close} projection={projection} retired={retired} />}
    </>
  );
}

function RebuildButton({ projection, role }: ButtonProps) {
  const router = useRouter();
  const [opened, dialog] = useDisclosure(false);
  const { name, needs, activeRebuild } = projection;
  if (activeRebuild !== null) {
    return (
      <RoleButton
        role={role}
        needs="viewer"
        variant={activeRebuild.status === "ready" ? "filled" : "default"}
        leftSection={<IconRefresh size={14} />}
        onClick={() => router.push(projectionHref(name, "rebuild"))}
      >
        {activeRebuild.status === "ready" ? `Judge v${activeRebuild.version}` : "Watch the rebuild"}
      </RoleButton>
    );
  }
  return (
    <>
      <RoleButton
        role={role}
        needs="operator"
        blocked={rebuildUnavailable(projection)}
        variant={needs.some(({ kind }) => kind === "rebuild") ? "filled" : "default"}
        leftSection={<IconRefresh size={14} />}
        onClick={dialog.open}
      >
        Rebuild…
      </RoleButton>
      {opened && <RebuildDialog projection={name} role={role} onClose={dialog.close} />}
    </>
  );
}
