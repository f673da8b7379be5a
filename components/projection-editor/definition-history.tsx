"use client";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPencil } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { ActionDialog } from "@/components/actions/action-dialog";
import { RoleButton } from "@/components/actions/role-button";
import { VersionHistory } from "@/components/definitions/version-history";
import { ErrorState } from "@/components/layout/error-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import { Panel } from "@/components/layout/panel";
import { Tag } from "@/components/layout/status-tag";
import { retireConsoleProjectionAction } from "@/lib/actions/console-projections";
import { consoleProjectionQuery } from "@/lib/api/console-projections-queries";
import type { Role } from "@/lib/auth/role";
import { definitionText } from "./definition-text";

interface DefinitionHistoryProps {
  readonly name: string;
  readonly role: Role;
}

/** The definitions of a projection of the console, newest first, each compared with the one before; edit and retire. */
export function DefinitionHistory({ name, role }: DefinitionHistoryProps) {
  const { data, error, refetch } = useQuery(consoleProjectionQuery(name));
  const versions = data?.versions ?? [];
  return (
    <Panel
      title="Definition history"
      note="a published definition never changes"
      aside={<HistoryActions name={name} role={role} draft={versions.some(({ state }) => state === "draft")} />}
    >
      {error !== null && (
        <ErrorState title="The definitions could not be read" onRetry={() => refetch()} details={String(error.stack)}>
          {error.message}
        </ErrorState>
      )}
      {data === undefined && error === null && <LoadingRows rows={4} label="Loading definitions" />}
      <VersionHistory
        noun="Definition"
        versions={versions.map((each) => ({ ...each, text: definitionText(each.definition) }))}
        tagOf={(version) =>
          version === data?.servingVersion ? <Tag tone="success">consumers see its rows</Tag> : null
        }
      />
    </Panel>
  );
}

function HistoryActions({ name, role, draft }: DefinitionHistoryProps & { readonly draft: boolean }) {
  const router = useRouter();
  const queries = useQueryClient();
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <RoleButton role={role} needs="admin" c="var(--fl-danger-text)" onClick={dialog.open}>
        Retire…
      </RoleButton>
      <Button
        component={Link}
        href={`/projections/${encodeURIComponent(name)}/edit`}
        leftSection={<IconPencil size={14} aria-hidden="true" />}
      >
        {draft ? "Go on with the draft…" : "Edit definition…"}
      </Button>
      <ActionDialog
        opened={opened}
        onClose={dialog.close}
        title={
          <>
            Retire <span className="mono">{name}</span>
          </>
        }
        note="Its view and its rows go, for every consumer, at once. Events and definitions stay, so that it can be created again."
        action={retireConsoleProjectionAction}
        fields={{ name }}
        verb="Retire projection"
        tone="danger"
        reason="required"
        onDone={() => {
          queries.invalidateQueries();
          router.push("/projections");
        }}
      />
    </>
  );
}
