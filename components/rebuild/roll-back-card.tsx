"use client";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowBackUp } from "@tabler/icons-react";
import { RoleButton } from "@/components/actions/role-button";
import { Panel } from "@/components/layout/panel";
import type { ProjectionDetail } from "@/lib/api/projections";
import type { Rebuild } from "@/lib/api/rebuilds";
import type { Role } from "@/lib/auth/role";
import { DropRetiredDialog } from "./drop-retired-dialog";
import { rollVerb } from "./rebuild-status";
import { RollBackDialog } from "./roll-back-dialog";

interface RollBackCardProps {
  readonly rebuild: Rebuild;
  readonly projection: ProjectionDetail;
  readonly role: Role;
}

/** The way back: promised before the promotion, and one dialog away after it. */
export function RollBackCard({ rebuild, projection, role }: RollBackCardProps) {
  const [opened, dialog] = useDisclosure(false);
  const [dropOpened, dropDialog] = useDisclosure(false);
  const { retired, servingVersion } = projection;
  const before = rebuild.status === "ready";
  if (before && servingVersion === null) return null;
  if (!before && (retired === null || servingVersion !== rebuild.version)) return null;
  const target = before ? servingVersion : (retired?.version ?? null);
  const verb = before ? "Roll back" : rollVerb(target ?? 0, servingVersion);
  const serving = projection.versions.find(({ version }) => version === target);
  const fed = before ? serving?.definitionVersion === projection.definitionVersion : retired?.fed === true;
  return (
    <Panel title={before ? "Roll back, afterwards" : verb} padded>
      <p className="secondary">
        {fed
          ? `Takes consumers to v${target} at once, until the next promotion. v${target} goes on being updated, so nothing is lost.`
          : `Takes consumers to v${target}, until the next promotion. Another definition built it: its rows stay as of the promotion.`}
      </p>
      <RoleButton
        mt={8}
        role={role}
        needs="operator"
        blocked={before ? `First promote v${rebuild.version}.` : null}
        leftSection={<IconArrowBackUp size={14} />}
        onClick={dialog.open}
      >
        {verb} to v{target}…
      </RoleButton>
      {!before && (
        <RoleButton mt={8} ml={8} role={role} needs="operator" variant="subtle" color="gray" onClick={dropDialog.open}>
          Drop v{target}…
        </RoleButton>
      )}
      {retired !== null && (
        <DropRetiredDialog opened={dropOpened} onClose={dropDialog.close} projection={projection} retired={retired} />
      )}
      {opened && retired !== null && (
        <RollBackDialog onClose={dialog.close} projection={projection} retired={retired} />
      )}
    </Panel>
  );
}
