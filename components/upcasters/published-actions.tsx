"use client";
import { useDisclosure } from "@mantine/hooks";
import { IconCopy } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { ActionDialog } from "@/components/actions/action-dialog";
import { RoleButton } from "@/components/actions/role-button";
import { retireUpcasterAction } from "@/lib/actions/upcasters";
import type { Consequences } from "@/lib/api/upcaster-consequences";
import type { UpcasterDetail } from "@/lib/api/upcasters";
import type { Role } from "@/lib/auth/role";
import { ConsequenceFacts } from "./activate-dialog";

interface PublishedActionsProps {
  readonly upcaster: UpcasterDetail;
  readonly role: Role;
  /** What retiring would touch; `null` for one that is retired. */
  readonly retirement: Consequences | null;
}

/** What can be done with an upcaster that was published: begin a new draft with it, or take it out of the chain. */
export function PublishedActions({ upcaster, role, retirement }: PublishedActionsProps) {
  const router = useRouter();
  const queries = useQueryClient();
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <RoleButton
        role={role}
        needs="operator"
        leftSection={<IconCopy size={14} aria-hidden="true" />}
        onClick={() => router.push(`/upcasters/new?copy=${encodeURIComponent(upcaster.id)}`)}
      >
        Duplicate as a new draft
      </RoleButton>
      {retirement !== null && (
        <>
          <RoleButton role={role} needs="admin" c="var(--fl-danger-text)" onClick={dialog.open}>
            Retire…
          </RoleButton>
          <ActionDialog
            opened={opened}
            onClose={dialog.close}
            title={`Retire “${upcaster.title}”`}
            note="Nothing stored changes. An earlier set of upcasters can be brought back from the list."
            action={retireUpcasterAction}
            fields={{ id: upcaster.id }}
            verb="Retire upcaster"
            tone="danger"
            reason="required"
            onDone={() => queries.invalidateQueries()}
          >
            <ConsequenceFacts consequences={retirement} verb="read as they were before it" />
          </ActionDialog>
        </>
      )}
    </>
  );
}
