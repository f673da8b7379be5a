"use client";
import { useDisclosure } from "@mantine/hooks";
import { IconLock } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { ActionDialog } from "@/components/actions/action-dialog";
import { RoleButton } from "@/components/actions/role-button";
import { announce, attempt } from "@/components/actions/use-action";
import { discardUpcasterDraftAction, saveUpcasterDraftAction } from "@/lib/actions/upcasters";
import type { UpcasterDetail } from "@/lib/api/upcasters";
import type { Role } from "@/lib/auth/role";
import type { Activation } from "./activation";
import { type DraftForm, missingWords, toDraft } from "./draft-form";
import { upcasterHref } from "./upcaster-href";

interface EditorActionsProps {
  /** `null`: a draft that was not saved yet. */
  readonly upcaster: UpcasterDetail | null;
  readonly form: DraftForm;
  readonly dirty: boolean;
  /** The text of the operations means none. */
  readonly broken: boolean;
  readonly activation: Activation;
  readonly role: Role;
  readonly onSaved: () => void;
  readonly onActivate: () => void;
}

/** Save, discard, activate: what the draft's place in its life allows, and why the rest is locked. */
export function EditorActions(props: EditorActionsProps) {
  const { upcaster, form, dirty, broken, activation, role, onSaved, onActivate } = props;
  const router = useRouter();
  const queries = useQueryClient();
  const [saving, startSaving] = useTransition();
  const [discardOpened, discardDialog] = useDisclosure(false);
  const save = () =>
    startSaving(async () => {
      const seen = upcaster === null ? {} : { id: upcaster.id, updatedAt: upcaster.updatedAt ?? undefined };
      const input = { draft: toDraft(form), ...seen };
      const state = await attempt(() => saveUpcasterDraftAction(input));
      announce(state);
      if (!state.ok) return;
      onSaved();
      await Promise.all(["upcasters", "verifications"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
      if (upcaster === null && state.id !== undefined) router.push(upcasterHref(state.id));
    });
  const unsaved = dirty || upcaster === null;
  const unsavable = broken ? "The text is no list of operations." : missingWords(form);
  const locked = activation.blocked ?? activation.unverified;
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
        variant={unsaved ? "filled" : "default"}
        blocked={unsavable ?? (unsaved ? null : "Nothing has changed since it was saved.")}
        onClick={save}
      >
        Save draft
      </RoleButton>
      <RoleButton
        role={role}
        needs="admin"
        variant={locked === null ? "filled" : "default"}
        blocked={locked}
        leftSection={locked === null ? undefined : <IconLock size={14} aria-hidden="true" />}
        onClick={onActivate}
      >
        Activate…
      </RoleButton>
      {upcaster !== null && (
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
      )}
    </>
  );
}
