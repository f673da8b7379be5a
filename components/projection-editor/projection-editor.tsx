"use client";
import { useMemo, useState } from "react";
import { ThumbBar } from "@/components/actions/thumb-bar";
import { CEL_FUNCTIONS } from "@/components/code-editor/cel-functions";
import type { CelName } from "@/components/code-editor/cel-names";
import { InsertTargetProvider } from "@/components/code-editor/insert-target";
import { NamesProvider } from "@/components/code-editor/names-in-scope";
import { ReferencePanel } from "@/components/code-editor/reference-panel";
import { DraftConflict } from "@/components/definitions/draft-conflict";
import { ErrorState } from "@/components/layout/error-state";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Tag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import type { ConsoleProjectionDetail } from "@/lib/api/console-projections";
import type { Role } from "@/lib/auth/role";
import { formatCounted } from "@/lib/format/number";
import { ColumnsPanel } from "./columns-panel";
import { DefinitionActions } from "./definition-actions";
import { DefinitionPanel } from "./definition-panel";
import { type EditorForm, emptyForm, sameText, toDefinition, toForm } from "./editor-form";
import { ExpressionGrid } from "./expression-grid";
import { PreviewPanel } from "./preview-panel";
import type { Checked } from "./problem-lookup";
import classes from "./projection-editor.module.css";
import { useCheck } from "./use-definition";

interface ProjectionEditorProps {
  /** `null`: a new one. */
  readonly projection: ConsoleProjectionDetail | null;
  /** The event types of the catalogue. */
  readonly types: readonly string[];
  readonly role: Role;
}

/** Writes a projection: its row and columns, one expression for each column and event type, and what stored events make of it. */
export function ProjectionEditor({ projection, types, role }: ProjectionEditorProps) {
  const [form, setForm] = useState(() => initialForm(projection));
  const [savedText, setSavedText] = useState(() => sameText(toDefinition(form)));
  // The draft that the form began with, or took the place of; the server refuses to save over another one.
  const [base, setBase] = useState(() => draftOf(projection)?.updatedAt ?? null);
  const [conflict, setConflict] = useState(false);
  const definition = useMemo(() => toDefinition(form), [form]);
  const text = sameText(definition);
  const followed = useMemo(() => form.types.map(({ type }) => type), [form.types]);
  const row = useMemo(() => namesOfRow(form), [form]);
  const newest = newestOf(projection);
  const { data: checked, error, refetch } = useCheck(definition, projection === null);
  const built = projection?.versions.some(({ state }) => state === "published") ?? false;
  const version = newest === null ? 1 : newest.state === "draft" ? newest.version : newest.version + 1;
  // An action that failed has read the page again: what is given here is theirs.
  const keepMine = () => {
    setBase(draftOf(projection)?.updatedAt ?? null);
    setConflict(false);
  };
  const showTheirs = () => {
    const theirs = initialForm(projection);
    setForm(theirs);
    setSavedText(sameText(toDefinition(theirs)));
    keepMine();
  };
  return (
    <InsertTargetProvider>
      <PageHeader
        title={projection === null ? "New projection" : projection.name}
        mono={projection !== null}
        breadcrumb={[
          { label: "Projections", href: "/projections" },
          ...(built && projection !== null
            ? [{ label: projection.name, href: `/projections/${encodeURIComponent(projection.name)}` }]
            : []),
        ]}
        facts={<Facts projection={projection} dirty={text !== savedText} checked={checked} version={version} />}
        actions={
          <ThumbBar>
            <DefinitionActions
              definition={definition}
              checked={checked}
              current={checked !== undefined && sameText(checked.definition) === text}
              dirty={text !== savedText}
              role={role}
              version={version}
              saved={newest === null ? "nothing" : newest.state === "draft" ? "draft" : "published"}
              built={built}
              updatedAt={base}
              onSaved={(updatedAt) => {
                setSavedText(text);
                setBase(updatedAt);
              }}
              onConflict={() => setConflict(true)}
            />
          </ThumbBar>
        }
      />
      <PageBody>
        {projection !== null && projection.problem !== null && (
          <ErrorState title="Workers do not run it">{projection.problem}</ErrorState>
        )}
        {conflict && <DraftConflict onShowTheirs={showTheirs} onKeepMine={keepMine} />}
        {error !== null && (
          <ErrorState title="It could not be checked" onRetry={() => refetch()} details={String(error.stack)}>
            {error.message}
          </ErrorState>
        )}
        <div className={classes.columns}>
          <NamesProvider types={followed} others={row}>
            <div className={classes.main}>
              <div className={classes.halves}>
                <DefinitionPanel form={form} checked={checked} named={projection !== null} onChange={setForm} />
                <ColumnsPanel form={form} checked={checked} onChange={setForm} />
              </div>
              <ExpressionGrid form={form} types={types} checked={checked} onChange={setForm} />
            </div>
          </NamesProvider>
          <ReferencePanel
            types={followed}
            folded={{ title: "The row before the event", names: row }}
            functions={CEL_FUNCTIONS}
          />
        </div>
        <PreviewPanel definition={definition} />
      </PageBody>
    </InsertTargetProvider>
  );
}

function namesOfRow({ columns }: EditorForm): CelName[] {
  const named = columns.filter(({ name }) => name.trim() !== "");
  return [
    ...named.map(({ name, type }) => ({ name: `row.${name.trim()}`, kind: type, presence: null })),
    { name: "exists", kind: "whether there was one", presence: null },
  ];
}

function newestOf(projection: ConsoleProjectionDetail | null) {
  return projection?.versions.find(({ state }) => state !== "retired") ?? projection?.versions[0] ?? null;
}

function draftOf(projection: ConsoleProjectionDetail | null) {
  return projection?.versions.find(({ state }) => state === "draft");
}

function initialForm(projection: ConsoleProjectionDetail | null): EditorForm {
  const newest = newestOf(projection);
  return newest === null ? emptyForm() : toForm(newest.definition);
}

interface FactsProps {
  readonly projection: ConsoleProjectionDetail | null;
  readonly dirty: boolean;
  readonly checked: Checked | undefined;
  readonly version: number;
}

function Facts({ projection, dirty, checked, version }: FactsProps) {
  const draft = draftOf(projection);
  const errors = checked?.problems.filter(({ severity }) => severity === "error").length ?? 0;
  const published = draft === undefined && projection !== null && !dirty;
  const warnings = (checked?.problems.length ?? 0) - errors;
  return (
    <>
      <Tag tone="accent">{published ? "Published" : "Draft"}</Tag>
      <span>definition {published ? version - 1 : version}</span>
      {draft !== undefined && !dirty && (
        <span>
          saved <Time at={draft.updatedAt} />
        </span>
      )}
      {dirty && <span>not saved</span>}
      {errors > 0 && <Tag tone="danger">{formatCounted(errors, "mistake")}</Tag>}
      {warnings > 0 && <Tag tone="warning">{formatCounted(warnings, "warning")}</Tag>}
    </>
  );
}
