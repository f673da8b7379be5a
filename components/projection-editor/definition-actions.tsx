"use client";
import { useDisclosure } from "@mantine/hooks";
import { IconDatabase, IconLayoutColumns, IconStack2 } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { RoleButton } from "@/components/actions/role-button";
import { announce, attempt } from "@/components/actions/use-action";
import { isDraftConflict } from "@/components/definitions/draft-conflict";
import { RebuildDialog } from "@/components/rebuild/rebuild-dialog";
import {
  discardConsoleDraftAction,
  publishConsoleProjectionAction,
  saveConsoleDraftAction,
} from "@/lib/actions/console-projections";
import type { ConsoleDefinitionBody } from "@/lib/api/console-projections";
import type { Role } from "@/lib/auth/role";
import { formatCounted } from "@/lib/format/number";
import type { Checked } from "./problem-lookup";

interface DefinitionActionsProps {
  readonly definition: ConsoleDefinitionBody;
  readonly checked: Checked | undefined;
  /** What the form says is what was checked. */
  readonly current: boolean;
  readonly dirty: boolean;
  readonly role: Role;
  /** The version that publishing makes. */
  readonly version: number;
  readonly saved: "nothing" | "draft" | "published";
  /** There is a published version, and so a read model. */
  readonly built: boolean;
  /** When the draft was saved that the form began with. */
  readonly updatedAt: string | null;
  /** Hears when the draft was saved; `null`: there is none any more. */
  readonly onSaved: (updatedAt: string | null) => void;
  /** Somebody else changed the draft meanwhile. */
  readonly onConflict: () => void;
}

/** Save and discard the draft; create the projection, or publish its next version and offer the rebuild. */
export function DefinitionActions(props: DefinitionActionsProps) {
  const { definition, dirty, role, version, saved, built, updatedAt, onSaved } = props;
  const router = useRouter();
  const queries = useQueryClient();
  const [saving, startSaving] = useTransition();
  const [publishOpened, publishDialog] = useDisclosure(false);
  const [discardOpened, discardDialog] = useDisclosure(false);
  const [rebuilding, setRebuilding] = useState(false);
  const { name } = definition;
  const page = `/projections/${encodeURIComponent(name)}`;
  const isNew = saved === "nothing";
  const save = () =>
    startSaving(async () => {
      const state = await attempt(() => saveConsoleDraftAction({ definition, updatedAt, isNew }));
      announce(state);
      if (!state.ok) {
        if (isDraftConflict(state.details)) props.onConflict();
        return;
      }
      onSaved(state.updatedAt);
      await queries.invalidateQueries({ queryKey: ["console-projections"] });
      if (isNew) router.push(`${page}/edit`);
    });
  const published = async () => {
    onSaved(null);
    await queries.invalidateQueries();
    if (built) setRebuilding(true);
    else router.push(page);
  };
  return (
    <>
      {saved === "draft" && (
        <RoleButton role={role} needs="operator" variant="subtle" color="gray" onClick={discardDialog.open}>
          Discard draft…
        </RoleButton>
      )}
      <RoleButton
        role={role}
        needs="operator"
        loading={saving}
        blocked={name === "" ? "Give it a name." : !isNew && !dirty ? "Nothing has changed since it was saved." : null}
        onClick={save}
      >
        Save draft
      </RoleButton>
      <RoleButton
        role={role}
        needs="operator"
        variant="filled"
        blocked={publishBlock(props)}
        onClick={publishDialog.open}
      >
        {built ? `Publish definition ${version}…` : "Create and build…"}
      </RoleButton>
      <ActionDialog
        opened={publishOpened}
        onClose={publishDialog.close}
        title={
          <>
            {built ? `Publish definition ${version} of ` : "Create "}
            <span className="mono">{name}</span>
          </>
        }
        note="A published definition never changes; editing makes the next one."
        action={publishConsoleProjectionAction}
        fields={{
          ...{ name, definition: JSON.stringify(definition), updatedAt: updatedAt ?? "" },
          ...(isNew ? { isNew: "true" } : {}),
        }}
        verb={built ? `Publish definition ${version}` : "Create and build"}
        reason="optional"
        onDone={published}
      >
        <PublishFacts definition={definition} built={built} />
      </ActionDialog>
      <ActionDialog
        opened={discardOpened}
        onClose={discardDialog.close}
        title={
          <>
            Discard the draft of <span className="mono">{name}</span>
          </>
        }
        note="No worker ever ran it. The audit keeps what it said."
        action={discardConsoleDraftAction}
        fields={{ name }}
        verb="Discard draft"
        tone="danger"
        reason="none"
        onDone={() => {
          queries.invalidateQueries();
          router.push(built ? `${page}?tab=definition` : "/projections");
        }}
      />
      {rebuilding && (
        <RebuildDialog projection={name} role={role} onClose={() => router.push(`${page}?tab=definition`)} />
      )}
    </>
  );
}

function PublishFacts({ definition, built }: { readonly definition: ConsoleDefinitionBody; readonly built: boolean }) {
  const { columns, on, name } = definition;
  return (
    <dl>
      <DialogFact icon={<IconStack2 size={16} aria-hidden="true" />} label="Reads">
        {formatCounted(on.length, "event type")}, into {formatCounted(columns.length, "column")} and the key.
      </DialogFact>
      <DialogFact icon={<IconDatabase size={16} aria-hidden="true" />} label="Workers">
        {built
          ? "Go on feeding the rows that consumers see, as the former definition says."
          : "Take it up within a second and fill it from the first event on."}
      </DialogFact>
      <DialogFact icon={<IconLayoutColumns size={16} aria-hidden="true" />} label="Consumers">
        {built
          ? "See no change until a rebuild with this definition is promoted; it is offered next."
          : `Read read_models.${name.replaceAll("-", "_")}, which fills while they look.`}
      </DialogFact>
    </dl>
  );
}

function publishBlock({ definition, checked, current, dirty, saved }: DefinitionActionsProps): string | null {
  if (definition.name === "") return "Give it a name.";
  if (saved === "published" && !dirty) return "It says what the published definition says.";
  if (checked === undefined || !current) return "It is being checked.";
  const errors = checked.problems.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return null;
  return errors.length === 1 ? (errors[0]?.message ?? null) : `It has ${errors.length} mistakes.`;
}
