"use client";
import { Button, Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { ThumbBar } from "@/components/actions/thumb-bar";
import { ChainView } from "@/components/event-types/chain-view";
import { EmptyState } from "@/components/layout/empty-state";
import { ErrorState } from "@/components/layout/error-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { StatusTag } from "@/components/layout/status-tag";
import type { EventTypeSummary } from "@/lib/api/event-types";
import { isUnpublished, type UpcasterDetail, type UpcasterPreview } from "@/lib/api/upcasters";
import type { Role } from "@/lib/auth/role";
import { type DraftForm, emptyOperation, OPERATION_KINDS, type OperationForm, toDraft } from "./draft-form";
import { DraftTarget } from "./draft-target";
import { EditorActions } from "./editor-actions";
import { EditorFacts } from "./editor-facts";
import { ImpactPanel } from "./impact-panel";
import { OperationEditor } from "./operation-editor";
import { PreviewExamples } from "./preview-examples";
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
  readonly retirement: UpcasterPreview["impact"] | null;
}

const KIND_WORDS = {
  rename: "Rename a field",
  set: "Set a field to a value",
  remove: "Remove a field",
  compute: "Compute a field with CEL",
} as const;

/** The workbench of one upcaster: the edge in its chain, the operations, what they make of stored events, and what it would touch. */
export function UpcasterEditor({ upcaster, initial, types, role, retirement }: UpcasterEditorProps) {
  const [form, setForm] = useState(initial);
  const [saved, setSaved] = useState(initial);
  const readOnly = upcaster !== null && !isUnpublished(upcaster.state);
  const draft = useMemo(() => toDraft(form), [form]);
  const { data: preview, error, isFetching, refetch } = usePreview(draft, upcaster?.id ?? null);
  const setOperations = (operations: readonly OperationForm[]) => setForm({ ...form, operations });
  const dirty = JSON.stringify(toDraft(form)) !== JSON.stringify(toDraft(saved));
  const title =
    form.type === ""
      ? "New upcaster"
      : `${form.type} v${form.fromVersion} → ${form.toType === form.type ? "" : `${form.toType} `}v${form.toVersion}`;
  return (
    <>
      <PageHeader
        title={title}
        breadcrumb={[{ label: "Upcasters", href: "/upcasters" }]}
        facts={<EditorFacts upcaster={upcaster} dirty={dirty} trying={isFetching} />}
        actions={
          <ThumbBar>
            <EditorActions
              upcaster={upcaster}
              form={form}
              dirty={dirty}
              preview={preview ?? null}
              role={role}
              retirement={retirement}
              onSaved={() => setSaved(form)}
            />
          </ThumbBar>
        }
      />
      <PageBody>
        {form.type !== "" && (
          <Panel title="Chain" aside={preview !== undefined && <ChainVerdict preview={preview} />}>
            {preview === undefined ? (
              <LoadingRows rows={1} rowHeight={92} label="Checking the chain" />
            ) : (
              <ChainView nodes={preview.chain.nodes} edges={preview.chain.edges} current={upcaster?.id ?? "draft"} />
            )}
            {preview?.chain.problems.map(({ message }) => (
              <p key={message} className={classes.problem} role="alert">
                {message}.
              </p>
            ))}
          </Panel>
        )}
        <DraftTarget form={form} types={types} readOnly={readOnly} onChange={setForm} />
        <div className={classes.columns}>
          <Panel
            title="Operations"
            note={readOnly ? "published, never changed" : "applied in this order"}
            aside={!readOnly && <AddOperation onAdd={(operation) => setOperations([...form.operations, operation])} />}
          >
            {form.operations.length === 0 ? (
              <EmptyState title="No operation yet">Without one, only the type and the version change.</EmptyState>
            ) : (
              <ol>
                {form.operations.map((operation, index) => (
                  <OperationEditor
                    key={operation.key}
                    number={index + 1}
                    operation={operation}
                    readOnly={readOnly}
                    problems={preview?.invalid.filter((problem) => problem.operation === index) ?? []}
                    failures={failuresOf(preview, index)}
                    onChange={(changed) =>
                      setOperations(form.operations.map((each) => (each === operation ? changed : each)))
                    }
                    onMove={(step) => setOperations(moved(form.operations, index, step))}
                    onRemove={() => setOperations(form.operations.filter((each) => each !== operation))}
                  />
                ))}
              </ol>
            )}
          </Panel>
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
            <PreviewExamples preview={preview} from={`v${form.fromVersion}`} />
          )}
        </div>
        {preview !== undefined && (
          <div className={classes.lower}>
            <VerificationPanel preview={preview} />
            {retirement === null ? (
              <ImpactPanel title="If you activate it" impact={preview.impact} />
            ) : (
              <ImpactPanel title="If you retire it" impact={retirement} />
            )}
          </div>
        )}
      </PageBody>
    </>
  );
}

function ChainVerdict({ preview }: { readonly preview: UpcasterPreview }) {
  if (preview.chain.problems.length === 0) return <StatusTag status="ok">Chain is sound, no gap, no loop</StatusTag>;
  return <StatusTag status="stopped">The chain would not hold; it cannot be activated</StatusTag>;
}

function AddOperation({ onAdd }: { readonly onAdd: (operation: OperationForm) => void }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<IconPlus size={14} />}>Add operation</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {OPERATION_KINDS.map((kind) => (
          <Menu.Item key={kind} onClick={() => onAdd(emptyOperation(kind, crypto.randomUUID()))}>
            {KIND_WORDS[kind]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function failuresOf(preview: UpcasterPreview | undefined, operation: number) {
  const reasons = preview?.reasons.filter((reason) => reason.operation === operation) ?? [];
  return reasons.map(({ message, events }) => {
    const example = preview?.examples.find(
      ({ failure }) => failure?.operation === operation && failure.message === message,
    );
    return { message, events, offset: example?.failure?.offset ?? null };
  });
}

function moved(operations: readonly OperationForm[], index: number, step: -1 | 1): readonly OperationForm[] {
  const operation = operations[index];
  const rest = operations.filter((_, place) => place !== index);
  return operation === undefined ? operations : rest.toSpliced(Math.max(0, index + step), 0, operation);
}
