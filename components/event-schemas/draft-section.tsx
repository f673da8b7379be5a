"use client";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ActionDialog } from "@/components/actions/action-dialog";
import { LeaveDialog } from "@/components/actions/leave-dialog";
import { RoleButton } from "@/components/actions/role-button";
import { CodeEditor } from "@/components/code-editor/code-editor";
import { DraftConflict } from "@/components/definitions/draft-conflict";
import { Time } from "@/components/layout/time";
import { discardEventSchemaDraftAction, saveEventSchemaDraftAction } from "@/lib/actions/event-schemas";
import type { EventSchemaDraft, EventSchemaState } from "@/lib/api/event-schemas";
import { schemaTrialQuery } from "@/lib/api/event-schemas-queries";
import { hasRole, type Role } from "@/lib/auth/role";
import { PublishDialog } from "./publish-dialog";
import { schemaMarks } from "./schema-marks";
import classes from "./schema-panel.module.css";
import { TrialFacts } from "./trial-facts";
import { useDraftText } from "./use-draft-text";
import { useSchemaAction } from "./use-schema-action";

interface DraftSectionProps {
  readonly state: EventSchemaState;
  readonly draft: EventSchemaDraft;
  readonly role: Role;
}

/** The draft as it is edited, with what is wrong in its place and how the last events would have fared. */
export function DraftSection({ state, draft, role }: DraftSectionProps) {
  const { type, schemaVersion } = state;
  const { text, setText, base, rival, showTheirs, keepMine, sent } = useDraftText(draft);
  const [settled] = useDebouncedValue(text, 300);
  const { data: trial, error } = useQuery(schemaTrialQuery(type, schemaVersion, settled));
  const [save, saving] = useSchemaAction(saveEventSchemaDraftAction);
  const [publishing, publication] = useDisclosure(false);
  const [discarding, discard] = useDisclosure(false);
  const marks = useMemo(() => schemaMarks(settled, trial?.invalid ?? []), [settled, trial]);
  const changed = text !== draft.schema;
  const fields = { type, version: String(schemaVersion) };
  const unusable = draft.problems.length > 0 ? "The draft has mistakes." : null;
  return (
    <div className={`${classes.section} ${classes.columns}`}>
      <div className={classes.side}>
        <p className="secondary">
          Draft of {draft.createdBy}, changed <Time at={draft.updatedAt} />. Nothing is checked against it yet.
        </p>
        {rival && <DraftConflict onShowTheirs={showTheirs} onKeepMine={keepMine} />}
        <TrialFacts trial={trial} error={error} wording="of this draft" />
        <div className={classes.buttons}>
          <RoleButton
            role={role}
            needs="operator"
            loading={saving}
            blocked={changed ? null : "Nothing was changed."}
            onClick={() => {
              sent(text);
              save({ ...fields, schema: text, updatedAt: base.updatedAt });
            }}
          >
            Save draft
          </RoleButton>
          <RoleButton
            role={role}
            needs="admin"
            blocked={changed ? "Save the draft first." : unusable}
            onClick={publication.open}
          >
            Publish…
          </RoleButton>
          <RoleButton role={role} needs="operator" onClick={discard.open}>
            Discard draft…
          </RoleButton>
        </div>
      </div>
      <div className={classes.text}>
        <CodeEditor
          label={`Draft of the JSON Schema of ${type} v${schemaVersion}`}
          language="json"
          value={text}
          onChange={setText}
          readOnly={!hasRole(role, "operator")}
          marks={marks}
          numbered
          minLines={8}
          maxLines={24}
        />
      </div>
      <LeaveDialog unsaved={changed} />
      <PublishDialog opened={publishing} onClose={publication.close} state={state} draft={draft} trial={trial} />
      <ActionDialog
        opened={discarding}
        onClose={discard.close}
        title={`Discard the draft for ${type} v${schemaVersion}`}
        note="The audit keeps what it said."
        action={discardEventSchemaDraftAction}
        fields={fields}
        verb="Discard draft"
        tone="danger"
        reason="none"
      />
    </div>
  );
}
