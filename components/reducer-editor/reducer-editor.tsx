"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { LeaveDialog } from "@/components/actions/leave-dialog";
import { ThumbBar } from "@/components/actions/thumb-bar";
import { announce } from "@/components/actions/use-action";
import { REDUCER_FUNCTIONS } from "@/components/code-editor/cel-functions";
import { InsertTargetProvider } from "@/components/code-editor/insert-target";
import { NamesProvider } from "@/components/code-editor/names-in-scope";
import { ReferencePanel } from "@/components/code-editor/reference-panel";
import { DraftConflict } from "@/components/definitions/draft-conflict";
import { ErrorState } from "@/components/layout/error-state";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import type { ReducerDetail } from "@/lib/api/reducers";
import { firstDraftQuery, reducerQuery } from "@/lib/api/reducers-queries";
import type { Role } from "@/lib/auth/role";
import { type CategoryChoice, IdentityPanel } from "./identity-panel";
import { PreviewPanel } from "./preview-panel";
import { ReducerActions } from "./reducer-actions";
import classes from "./reducer-editor.module.css";
import { ReducerFacts } from "./reducer-facts";
import {
  definitionText,
  emptyForm,
  formOfText,
  type ReducerForm,
  readInitial,
  toDefinition,
  toForm,
} from "./reducer-form";
import { ReducerHistory } from "./reducer-history";
import { readReducerText } from "./reducer-text";
import { stateNames } from "./state-names";
import { TypesPanel } from "./types-panel";
import { useEditorUrl } from "./use-editor-url";
import { useReducerCheck } from "./use-reducer";

interface ReducerEditorProps {
  /** `null`: a new one. */
  readonly reducer: ReducerDetail | null;
  /** What a new one begins with, as JSON text; `null`: nothing. */
  readonly begin: string | null;
  readonly categories: readonly CategoryChoice[];
  /** The event types of the catalogue. */
  readonly types: readonly string[];
  readonly role: Role;
}

/** Writes a reducer: what each event type changes in the state, and what becomes of stored streams with it. */
export function ReducerEditor({ reducer, begin, categories, types, role }: ReducerEditorProps) {
  const queries = useQueryClient();
  const { data: detail } = useQuery({
    ...reducerQuery(reducer?.name ?? ""),
    enabled: reducer !== null,
    ...(reducer === null ? {} : { initialData: reducer }),
  });
  const url = useEditorUrl();
  const [form, setForm] = useState(() => initialForm(reducer, begin));
  const [savedText, setSavedText] = useState(() => definitionText(toDefinition(reducer === null ? emptyForm() : form)));
  // What nobody wrote need not be kept: neither an empty form nor one that was written out.
  const [begun] = useState(() => definitionText(toDefinition(form)));
  // The draft that the form began with, or took the place of; the server refuses to save over another one.
  const [base, setBase] = useState(() => draftOf(reducer)?.updatedAt ?? null);
  const [conflict, setConflict] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const definition = useMemo(() => toDefinition(form), [form]);
  const text = useMemo(() => definitionText(definition), [definition]);
  const followed = useMemo(() => form.types.map(({ type }) => type), [form.types]);
  const names = useMemo(() => stateNames(form), [form]);
  const { data: checked, error, refetch } = useReducerCheck(text, reducer === null);
  const newest = newestOf(detail ?? null);
  const broken = brokenWords(form, typed);
  const dirty = broken !== null || text !== savedText;
  const version = newest === null ? 1 : newest.state === "draft" ? newest.version : newest.version + 1;
  const streams = categories.find(({ category }) => category === form.category)?.streams ?? 0;
  const writeOut = useBeginning(form, setForm);
  const showTheirs = async () => {
    const theirs = await queries.fetchQuery({ ...reducerQuery(form.name), staleTime: 0 });
    const shown = newestOf(theirs);
    if (shown === null) return;
    const next = formOfText(shown.definitionText);
    setForm(next);
    setSavedText(definitionText(toDefinition(next)));
    setBase(draftOf(theirs)?.updatedAt ?? null);
    setTyped(null);
    setConflict(false);
  };
  const keepMine = async () => {
    const theirs = await queries.fetchQuery({ ...reducerQuery(form.name), staleTime: 0 });
    setBase(draftOf(theirs)?.updatedAt ?? null);
    setConflict(false);
    announce({ ok: true, message: "Yours can be saved now; it takes the place of theirs." });
  };
  return (
    <InsertTargetProvider>
      <PageHeader
        title={reducer === null ? "New reducer" : reducer.name}
        mono={reducer !== null}
        breadcrumb={[{ label: "Reducers", href: "/reducers" }]}
        facts={<ReducerFacts reducer={detail ?? null} dirty={dirty} checked={checked} version={version} />}
        actions={
          <ThumbBar>
            <ReducerActions
              definition={definition}
              text={text}
              checked={checked}
              dirty={dirty}
              broken={broken}
              role={role}
              version={version}
              saved={newest?.state ?? "nothing"}
              inUse={detail?.inUse ?? null}
              streams={streams}
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
        {detail !== undefined && detail.problem !== null && (
          <ErrorState title="States are not folded with it">{detail.problem}</ErrorState>
        )}
        {conflict && (
          <DraftConflict onShowTheirs={() => void orSaid(showTheirs)} onKeepMine={() => void orSaid(keepMine)} />
        )}
        {error !== null && (
          <ErrorState title="It could not be checked" onRetry={() => refetch()} details={String(error.stack)}>
            {error.message}
          </ErrorState>
        )}
        <div className={classes.columns}>
          <NamesProvider types={followed} others={names}>
            <div className={classes.main}>
              <IdentityPanel
                form={form}
                categories={categories}
                checked={checked}
                named={reducer !== null}
                placed={detail?.inUse != null}
                onChange={setForm}
              />
              <TypesPanel
                form={form}
                types={types}
                checked={checked}
                typed={typed}
                face={url.face}
                onBegin={form.category === "" ? null : () => void orSaid(writeOut)}
                onFace={(face) => url.set({ face })}
                onChange={setForm}
                onType={setTyped}
              />
            </div>
          </NamesProvider>
          <ReferencePanel
            types={followed}
            folded={{ title: "The state so far", names }}
            functions={REDUCER_FUNCTIONS}
          />
        </div>
        <PreviewPanel definition={definition} text={text} url={url} />
        {detail !== undefined && <ReducerHistory reducer={detail} />}
      </PageBody>
      <LeaveDialog unsaved={dirty && (reducer !== null || broken !== null || text !== begun)} />
    </InsertTargetProvider>
  );
}

/** Writes what the inferred state of the category does into a form that says nothing yet. */
function useBeginning(form: ReducerForm, setForm: (form: ReducerForm) => void) {
  const queries = useQueryClient();
  return async () => {
    const { definition } = await queries.fetchQuery(firstDraftQuery(form.category));
    const { types, otherwise } = toForm(definition);
    setForm({ ...form, name: form.name === "" ? definition.name : form.name, types, otherwise });
  };
}

/** Does what a click asked for, or says why it could not be done. */
async function orSaid(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    announce({ ok: false, message: error instanceof Error ? error.message : String(error) });
  }
}

function newestOf(reducer: ReducerDetail | null) {
  return reducer?.versions.find(({ state }) => state !== "retired") ?? reducer?.versions[0] ?? null;
}

function draftOf(reducer: ReducerDetail | null) {
  return reducer?.versions.find(({ state }) => state === "draft");
}

function initialForm(reducer: ReducerDetail | null, begin: string | null): ReducerForm {
  const newest = newestOf(reducer);
  if (newest !== null) return formOfText(newest.definitionText);
  return begin === null ? emptyForm() : formOfText(begin);
}

function brokenWords(form: ReducerForm, typed: string | null): string | null {
  if (typed !== null && !readReducerText(typed).ok) return "The text is no definition.";
  return readInitial(form.initial) === null ? "The initial state is no JSON object." : null;
}
