"use client";
import { useDisclosure } from "@mantine/hooks";
import { IconAlertTriangle, IconGitFork, IconLayoutColumns } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { RoleButton } from "@/components/actions/role-button";
import { announce } from "@/components/actions/use-action";
import {
  activateUpcasterAction,
  discardUpcasterDraftAction,
  retireUpcasterAction,
  saveUpcasterDraftAction,
} from "@/lib/actions/upcasters";
import type { UpcasterDetail, UpcasterPreview } from "@/lib/api/upcasters";
import type { Role } from "@/lib/auth/role";
import { formatCount, formatCounted } from "@/lib/format/number";
import { type DraftForm, missingWords, toDraft } from "./draft-form";

interface EditorActionsProps {
  readonly upcaster: UpcasterDetail | null;
  readonly form: DraftForm;
  readonly dirty: boolean;
  readonly preview: UpcasterPreview | null;
  readonly role: Role;
  readonly retirement: UpcasterPreview["impact"] | null;
  readonly onSaved: () => void;
}

/** Save, discard, activate, retire: what the upcaster's place in its life allows, and why the rest is locked. */
export function EditorActions({ upcaster, form, dirty, preview, role, retirement, onSaved }: EditorActionsProps) {
  const router = useRouter();
  const queries = useQueryClient();
  const [saving, startSaving] = useTransition();
  const [activateOpened, activateDialog] = useDisclosure(false);
  const [discardOpened, discardDialog] = useDisclosure(false);
  const [retireOpened, retireDialog] = useDisclosure(false);
  const save = () =>
    startSaving(async () => {
      const input = { draft: toDraft(form), ...(upcaster === null ? {} : { id: upcaster.id }) };
      const state = await saveUpcasterDraftAction(input);
      announce(state);
      if (!state.ok) return;
      onSaved();
      await queries.invalidateQueries({ queryKey: ["upcasters"] });
      if (upcaster === null && state.id !== undefined) router.push(`/upcasters/${state.id}`);
    });
  if (upcaster?.source === "code") return null;
  if (upcaster?.state === "retired") return null;
  if (upcaster?.state === "active") {
    return (
      <>
        <RoleButton role={role} needs="admin" c="var(--fl-danger-text)" onClick={retireDialog.open}>
          Retire…
        </RoleButton>
        <ActionDialog
          opened={retireOpened}
          onClose={retireDialog.close}
          title={`Retire “${upcaster.title}”`}
          note="Nothing stored changes. A retired upcaster cannot be activated again; a new draft can say the same."
          action={retireUpcasterAction}
          fields={{ id: upcaster.id }}
          verb="Retire upcaster"
          tone="danger"
          reason="required"
          onDone={() => queries.invalidateQueries()}
        >
          {retirement !== null && <ImpactFacts impact={retirement} verb="read as they were before it" />}
        </ActionDialog>
      </>
    );
  }
  const failing = preview?.failed ?? 0;
  return (
    <>
      {upcaster !== null && (
        <RoleButton role={role} needs="operator" variant="subtle" color="gray" onClick={discardDialog.open}>
          Discard draft…
        </RoleButton>
      )}
      <RoleButton
        role={role}
        needs="operator"
        loading={saving}
        variant={dirty || upcaster === null ? "filled" : "default"}
        blocked={missingWords(form) ?? (upcaster !== null && !dirty ? "Nothing has changed since it was saved." : null)}
        onClick={save}
      >
        Save draft
      </RoleButton>
      <RoleButton
        role={role}
        needs="admin"
        variant={dirty || upcaster === null ? "default" : "filled"}
        blocked={activationBlock({ upcaster, dirty, preview })}
        onClick={activateDialog.open}
      >
        {failing > 0 ? "Activate with a reason…" : "Activate…"}
      </RoleButton>
      {upcaster !== null && (
        <>
          <ActionDialog
            opened={activateOpened}
            onClose={activateDialog.close}
            title={`Activate “${upcaster.title}”`}
            note="Nothing stored changes. From now on these events are read through it; it cannot be edited any more."
            action={activateUpcasterAction}
            fields={{ id: upcaster.id }}
            verb="Activate upcaster"
            reason={failing > 0 ? "required" : "optional"}
            onDone={() => queries.invalidateQueries()}
          >
            {preview !== null && (
              <>
                {failing > 0 && (
                  <dl>
                    <DialogFact icon={<IconAlertTriangle size={16} aria-hidden="true" />} label="It fails">
                      On {formatCount(failing)} of {formatCount(preview.tried)} events tried. Projections that read such
                      an event stop there.
                    </DialogFact>
                  </dl>
                )}
                <ImpactFacts impact={preview.impact} verb="read differently" />
              </>
            )}
          </ActionDialog>
          <ActionDialog
            opened={discardOpened}
            onClose={discardDialog.close}
            title={`Discard “${upcaster.title}”`}
            note="It never read an event. The audit keeps what it said."
            action={discardUpcasterDraftAction}
            fields={{ id: upcaster.id }}
            verb="Discard draft"
            tone="danger"
            reason="none"
            onDone={() => router.push("/upcasters")}
          />
        </>
      )}
    </>
  );
}

function ImpactFacts({ impact, verb }: { readonly impact: UpcasterPreview["impact"]; readonly verb: string }) {
  const { eventsReadDifferently, projections } = impact;
  return (
    <dl>
      <DialogFact icon={<IconGitFork size={16} aria-hidden="true" />} label="Events">
        {formatCounted(eventsReadDifferently, "event is", "events are")} {verb}.
      </DialogFact>
      <DialogFact icon={<IconLayoutColumns size={16} aria-hidden="true" />} label="Projections">
        {projections.length === 0
          ? "None becomes stale."
          : `${projections.map(({ name }) => name).join(", ")} ${projections.length === 1 ? "becomes" : "become"} stale until rebuilt.`}
      </DialogFact>
    </dl>
  );
}

interface Situation {
  readonly upcaster: UpcasterDetail | null;
  readonly dirty: boolean;
  readonly preview: UpcasterPreview | null;
}

function activationBlock({ upcaster, dirty, preview }: Situation): string | null {
  if (upcaster === null) return "Save the draft first.";
  if (dirty) return "The form has changes that are not saved.";
  if (preview === null) return "It is being tried on stored events.";
  if (preview.invalid.length > 0) return "The operations have mistakes.";
  const [problem] = preview.chain.problems;
  return problem === undefined ? null : `The chain would not hold: ${problem.message}.`;
}
