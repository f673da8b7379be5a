"use client";
import { useDisclosure } from "@mantine/hooks";
import { IconEye, IconHistory, IconStack2 } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { RoleButton } from "@/components/actions/role-button";
import { announce, attempt } from "@/components/actions/use-action";
import { isDraftConflict } from "@/components/definitions/draft-conflict";
import { ShownText } from "@/components/layout/shown-text";
import { reducerHref } from "@/components/reducers/reducer-href";
import {
  discardReducerDraftAction,
  publishReducerAction,
  retireReducerAction,
  saveReducerDraftAction,
} from "@/lib/actions/reducers";
import type { ReducerBody } from "@/lib/api/reducers";
import type { Role } from "@/lib/auth/role";
import { formatCounted } from "@/lib/format/number";
import type { CheckedReducer } from "./problem-lookup";

interface ReducerActionsProps {
  readonly definition: ReducerBody;
  /** The same as text. */
  readonly text: string;
  readonly checked: CheckedReducer | undefined;
  readonly dirty: boolean;
  /** Why what is typed cannot be kept: the text or the initial state means nothing. */
  readonly broken: string | null;
  readonly role: Role;
  /** The version that publishing makes. */
  readonly version: number;
  readonly saved: "nothing" | "draft" | "published" | "retired";
  /** The version that states are folded with; `null`: none. */
  readonly inUse: number | null;
  readonly streams: number;
  /** When the draft was saved that the form began with. */
  readonly updatedAt: string | null;
  /** Hears when the draft was saved; `null`: there is none any more. */
  readonly onSaved: (updatedAt: string | null) => void;
  /** Somebody else changed the draft meanwhile. */
  readonly onConflict: () => void;
}

/** Save and discard the draft; publish it; take the reducer out of use. */
export function ReducerActions(props: ReducerActionsProps) {
  const { definition, text, dirty, broken, role, version, saved, inUse, streams, updatedAt, onSaved } = props;
  const router = useRouter();
  const queries = useQueryClient();
  const [saving, startSaving] = useTransition();
  const [publishOpened, publishDialog] = useDisclosure(false);
  const [discardOpened, discardDialog] = useDisclosure(false);
  const [retireOpened, retireDialog] = useDisclosure(false);
  const { name, category } = definition;
  const isNew = saved === "nothing";
  const refetch = () => queries.invalidateQueries({ queryKey: ["reducers"] });
  const save = () =>
    startSaving(async () => {
      const state = await attempt(() => saveReducerDraftAction({ definition: text, updatedAt, isNew }));
      announce(state);
      if (!state.ok) {
        if (isDraftConflict(state.details)) props.onConflict();
        return;
      }
      onSaved(state.updatedAt);
      await refetch();
      if (isNew) router.push(reducerHref(name));
    });
  const done = (href: string) => {
    onSaved(null);
    router.push(href);
    // Not waited for: what was discarded is asked for in vain, several times.
    void queries.invalidateQueries();
  };
  const publish = `Publish version ${version}`;
  return (
    <>
      {inUse !== null && (
        <RoleButton role={role} needs="admin" variant="subtle" c="var(--fl-danger-text)" onClick={retireDialog.open}>
          Retire…
        </RoleButton>
      )}
      {saved === "draft" && (
        <RoleButton role={role} needs="operator" variant="subtle" color="gray" onClick={discardDialog.open}>
          Discard draft…
        </RoleButton>
      )}
      <RoleButton
        role={role}
        needs="operator"
        loading={saving}
        blocked={broken ?? (name === "" ? "Give it a name." : saveBlock(category, isNew || dirty))}
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
        {publish}…
      </RoleButton>
      <ActionDialog
        opened={publishOpened}
        onClose={publishDialog.close}
        title={
          <>
            {publish} of <span className="mono">{name}</span>
          </>
        }
        note="A published version never changes; editing makes the next one."
        action={publishReducerAction}
        fields={{ name, definition: text, updatedAt: updatedAt ?? "", ...(isNew ? { isNew: "true" } : {}) }}
        verb={publish}
        reason="optional"
        onDone={() => done(reducerHref(name))}
      >
        <dl>
          <DialogFact icon={<IconStack2 size={16} aria-hidden="true" />} label="Streams">
            {formatCounted(streams, "stream")} of{" "}
            <span className="mono">
              <ShownText text={category} />
            </span>{" "}
            can be folded with it at once.
          </DialogFact>
          <DialogFact icon={<IconEye size={16} aria-hidden="true" />} label="Shown">
            Streams are shown with it where the code has no reducer for them; the others can still be chosen.
          </DialogFact>
          <DialogFact icon={<IconHistory size={16} aria-hidden="true" />} label="Snapshots">
            {inUse === null
              ? "None yet; they are made as streams are read."
              : `Those of version ${inUse} are used no more.`}
          </DialogFact>
        </dl>
      </ActionDialog>
      <ActionDialog
        opened={discardOpened}
        onClose={discardDialog.close}
        title={
          <>
            Discard the draft of <span className="mono">{name}</span>
          </>
        }
        note="No state was ever folded with it. The audit keeps what it said."
        action={discardReducerDraftAction}
        fields={{ name }}
        verb="Discard draft"
        tone="danger"
        reason="none"
        onDone={() => done("/reducers")}
      />
      <ActionDialog
        opened={retireOpened}
        onClose={retireDialog.close}
        title={
          <>
            Retire <span className="mono">{name}</span>
          </>
        }
        note="Streams are shown with the next reducer of their category, or their inferred state. Its versions are kept."
        action={retireReducerAction}
        fields={{ name }}
        verb="Retire reducer"
        tone="danger"
        reason="required"
        onDone={() => done("/reducers")}
      />
    </>
  );
}

function saveBlock(category: string, changed: boolean): string | null {
  if (category === "") return "Choose a category.";
  return changed ? null : "Nothing has changed since it was saved.";
}

function publishBlock({ definition, text, checked, dirty, broken, saved }: ReducerActionsProps): string | null {
  if (broken !== null) return broken;
  if (definition.name === "") return "Give it a name.";
  if (definition.category === "") return "Choose a category.";
  if (saved === "published" && !dirty) return "It says what the published version says.";
  if (checked === undefined || checked.definition !== text) return "It is being checked.";
  const errors = checked.problems.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return null;
  return errors.length === 1 ? (errors[0]?.message ?? null) : `It has ${errors.length} mistakes.`;
}
