"use client";
import { useDisclosure } from "@mantine/hooks";
import type { AttentionItem } from "@/lib/api/overview";
import type { ProjectionSummary } from "@/lib/api/projections";
import type { Role } from "@/lib/auth/role";
import { RoleButton } from "../actions/role-button";
import { LinkButton } from "../layout/link-button";
import { IgnoreDialog } from "../projections/ignore-dialog";
import { ResumeButton } from "../projections/resume-button";
import { RebuildDialog } from "../rebuild/rebuild-dialog";

interface AttentionActionsProps {
  readonly item: AttentionItem;
  readonly projection: ProjectionSummary | undefined;
  readonly role: Role;
  /** The last button is the filled one of the page. */
  readonly first: boolean;
}

/** The buttons that help: where to look, and what can be done about it at once. */
export function AttentionActions({ item, projection, role, first }: AttentionActionsProps) {
  const [ignoring, ignoreDialog] = useDisclosure(false);
  const [rebuilding, rebuildDialog] = useDisclosure(false);
  const { links, actions } = item;
  const acts = projection !== undefined && actions.length > 0;
  return (
    <>
      {links.map((link, index) => (
        <LinkButton key={link.href} href={link.href} filled={first && !acts && index === links.length - 1}>
          {link.label}
        </LinkButton>
      ))}
      {acts && actions.includes("ignore") && (
        <RoleButton role={role} needs="operator" onClick={ignoreDialog.open}>
          Ignore…
        </RoleButton>
      )}
      {acts && actions.includes("rebuild") && (
        <RoleButton role={role} needs="operator" variant={first ? "filled" : "default"} onClick={rebuildDialog.open}>
          Rebuild…
        </RoleButton>
      )}
      {acts && actions.includes("resume") && (
        <ResumeButton name={projection.name} role={role} variant={first ? "filled" : "default"} />
      )}
      {ignoring && projection?.recommendation != null && (
        <IgnoreDialog
          projection={projection.name}
          recommendation={projection.recommendation}
          role={role}
          onClose={ignoreDialog.close}
        />
      )}
      {rebuilding && projection !== undefined && (
        <RebuildDialog projection={projection.name} role={role} onClose={rebuildDialog.close} />
      )}
    </>
  );
}
