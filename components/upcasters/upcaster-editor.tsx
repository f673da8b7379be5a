"use client";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { LeaveDialog } from "@/components/actions/leave-dialog";
import { ThumbBar } from "@/components/actions/thumb-bar";
import { ChainGraph } from "@/components/chain-graph/chain-graph";
import { InsertTargetProvider } from "@/components/code-editor/insert-target";
import { EmptyState } from "@/components/layout/empty-state";
import { ErrorState } from "@/components/layout/error-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { StatusTag } from "@/components/layout/status-tag";
import { ExportButton } from "@/components/upcaster-export/export-button";
import type { EventPlace } from "@/lib/api/event-type-shape";
import type { EventTypeSummary } from "@/lib/api/event-types";
import { verificationsQuery } from "@/lib/api/jobs-queries";
import type { Consequences } from "@/lib/api/upcaster-consequences";
import type { UpcasterPreview } from "@/lib/api/upcaster-preview";
import { isUnpublished, type UpcasterDetail } from "@/lib/api/upcasters";
import type { Role } from "@/lib/auth/role";
import { ActivateDialog } from "./activate-dialog";
import { activationOf } from "./activation";
import { ActivationFoot } from "./activation-foot";
import { CelReference } from "./cel-reference";
import { type DraftForm, toDraft, withOperations } from "./draft-form";
import { DraftTarget } from "./draft-target";
import { EditorActions } from "./editor-actions";
import { EditorFacts } from "./editor-facts";
import { ExamplesPanel } from "./examples-panel";
import { ImpactPanel } from "./impact-panel";
import { namesIn } from "./operation-scope";
import { readOperationsText } from "./operation-text";
import { OperationsPanel } from "./operations-panel";
import { PublishedActions } from "./published-actions";
import classes from "./upcaster-editor.module.css";
import { usePreview } from "./use-preview";
import { VerificationPanel } from "./verification-panel";

interface UpcasterEditorProps {
  /** `null`: a draft that was not saved yet. */
  readonly upcaster: UpcasterDetail | null;
  readonly initial: DraftForm;
  readonly types: readonly EventTypeSummary[];
  readonly role: Role;
  /** What retiring would touch, for an active one. */
  readonly retirement: Consequences | null;
}

/** The workbench of one upcaster: the edge in its chain, the operations, what they make of stored events, and what it would touch. */
export function UpcasterEditor({ upcaster, initial, types, role, retirement }: UpcasterEditorProps) {
  const [form, setForm] = useState(initial);
  const [saved, setSaved] = useState(initial);
  const [typed, setTyped] = useState<string | null>(null);
  const [chosen, setChosen] = useState<EventPlace | null>(null);
  const [referenceOpened, reference] = useDisclosure(false);
  const [activateOpened, activate] = useDisclosure(false);
  const operations = useRef<HTMLDivElement>(null);
  const examples = useRef<HTMLDivElement>(null);
  const id = upcaster?.id ?? null;
  const readOnly = upcaster !== null && !isUnpublished(upcaster.state);
  const draft = useMemo(() => toDraft(form), [form]);
  const { data: preview, error, isFetching, refetch } = usePreview(draft, id);
  const { data: verifications } = useQuery({ ...verificationsQuery(id ?? ""), enabled: id !== null });
  // The form keeps the last operations that the text meant; saved, they would not be what is read.
  const broken = typed !== null && !readOperationsText(typed).ok;
  const dirty = broken || JSON.stringify(draft) !== JSON.stringify(toDraft(saved));
  const activation = activationOf({ upcaster, dirty, preview, verifications });
  const choose = (event: EventPlace) => {
    setChosen(event);
    examples.current?.scrollIntoView({ block: "nearest" });
  };
  const fix = (operation: number) => {
    // As text, they are no rows.
    const place = operations.current?.querySelector("ol")?.children[operation] ?? operations.current;
    place?.scrollIntoView({ block: "center" });
    (place?.querySelector<HTMLElement>(".cm-content") ?? place?.querySelector("input"))?.focus();
  };
  return (
    <InsertTargetProvider>
      <PageHeader
        title={form.type === "" ? "New upcaster" : <Way form={form} />}
        breadcrumb={[
          { label: "Upcasters", href: "/upcasters" },
          ...(form.type === ""
            ? []
            : [{ label: form.type, href: `/event-types?type=${encodeURIComponent(form.type)}` }]),
        ]}
        facts={
          <EditorFacts
            upcaster={upcaster}
            verified={activation.unverified === null}
            dirty={dirty}
            trying={isFetching}
          />
        }
        actions={
          <ThumbBar>
            {readOnly && upcaster !== null ? (
              <PublishedActions upcaster={upcaster} role={role} retirement={retirement} />
            ) : (
              <EditorActions
                upcaster={upcaster}
                form={form}
                dirty={dirty}
                broken={broken}
                activation={activation}
                role={role}
                onSaved={() => setSaved(form)}
                onActivate={activate.open}
              />
            )}
          </ThumbBar>
        }
      />
      <PageBody>
        {form.type !== "" && (
          <Panel
            title="Chain"
            aside={
              <>
                {preview !== undefined && <ChainVerdict preview={preview} />}
                <ExportButton type={form.type} />
              </>
            }
          >
            {preview !== undefined ? (
              <ChainGraph {...preview.chain} current={id ?? "draft"} />
            ) : error === null ? (
              <LoadingRows rows={1} rowHeight={92} label="Checking the chain" />
            ) : (
              <EmptyState title="The chain is not known">It is checked when the draft is tried, below.</EmptyState>
            )}
          </Panel>
        )}
        <DraftTarget form={form} types={types} readOnly={readOnly} onChange={setForm} />
        <div className={classes.columns}>
          <div ref={operations} className={classes.column}>
            <OperationsPanel
              operations={form.operations}
              types={types.map(({ type }) => type)}
              toType={form.toType}
              typed={typed}
              preview={preview}
              readOnly={readOnly}
              onChange={(changed) => setForm(withOperations(form, changed))}
              onType={setTyped}
              onReference={reference.open}
            />
          </div>
          <div ref={examples} className={classes.column}>
            {preview === undefined ? (
              <Panel title="Examples">
                {form.type === "" ? (
                  <EmptyState title="Nothing to try it on yet">Choose the event type that it reads.</EmptyState>
                ) : error === null ? (
                  <LoadingRows rows={8} label="Trying the draft on stored events" />
                ) : (
                  <ErrorState
                    title="The draft could not be tried"
                    onRetry={() => refetch()}
                    details={String(error.stack)}
                  >
                    {error.message}
                  </ErrorState>
                )}
              </Panel>
            ) : (
              <ExamplesPanel preview={preview} id={id} chosen={chosen} onChoose={setChosen} />
            )}
          </div>
        </div>
        {preview !== undefined && (
          <div className={classes.lower}>
            <VerificationPanel
              upcaster={upcaster}
              blocked={verifyBlock(dirty, preview)}
              role={role}
              onChoose={choose}
            />
            {retirement !== null ? (
              <ImpactPanel title="If you retire it" {...retirement} />
            ) : (
              <ImpactPanel title={readOnly ? "If it were active" : "If you activate it"} {...preview}>
                {!readOnly && (
                  <ActivationFoot activation={activation} role={role} onActivate={activate.open} onFix={fix} />
                )}
              </ImpactPanel>
            )}
          </div>
        )}
      </PageBody>
      <LeaveDialog unsaved={dirty && !readOnly} />
      <CelReference opened={referenceOpened} names={namesIn(preview?.scopes[0] ?? null)} onClose={reference.close} />
      {upcaster !== null && preview !== undefined && (
        <ActivateDialog
          upcaster={upcaster}
          consequences={preview}
          unverified={activation.unverified}
          opened={activateOpened}
          onClose={activate.close}
        />
      )}
    </InsertTargetProvider>
  );
}

function Way({ form: { type, fromVersion, toType, toVersion } }: { readonly form: DraftForm }) {
  return `v${fromVersion} → ${toType === type ? "" : `${toType} `}v${toVersion}`;
}

function ChainVerdict({ preview }: { readonly preview: UpcasterPreview }) {
  if (preview.chain.problems.length === 0) return <StatusTag status="ok">Chain is sound, no gap, no loop</StatusTag>;
  return <StatusTag status="stopped">The chain would not hold; it cannot be activated</StatusTag>;
}

function verifyBlock(dirty: boolean, preview: UpcasterPreview): string | null {
  if (dirty) return "The form has changes that are not saved.";
  return preview.invalid.length > 0 ? "The operations have mistakes." : null;
}
