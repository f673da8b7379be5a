"use client";
import { Button, Menu, SegmentedControl } from "@mantine/core";
import { randomId } from "@mantine/hooks";
import { IconBook, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { CodeEditor } from "@/components/code-editor/code-editor";
import type { CodeMark } from "@/components/code-editor/code-mark";
import { jsonPlace } from "@/components/code-editor/json-place";
import { EmptyState } from "@/components/layout/empty-state";
import { Panel } from "@/components/layout/panel";
import { StatusTag } from "@/components/layout/status-tag";
import type { OperationProblem } from "@/lib/api/upcaster-preview";
import type { TriedDraft } from "@/lib/api/upcasters-queries";
import { moved } from "./moved";
import { emptyOperation, OPERATION_KINDS, type OperationForm, type OperationKind } from "./operation-form";
import { OperationRow } from "./operation-row";
import { scopeAt } from "./operation-scope";
import { operationsText, readOperationsText } from "./operation-text";
import { KIND_WORDS } from "./operation-words";
import classes from "./operations-panel.module.css";
import { SplitFields } from "./split-fields";

interface OperationsPanelProps {
  readonly operations: readonly OperationForm[];
  readonly types: readonly string[];
  /** The type that the upcaster makes. */
  readonly toType: string;
  /** The text as it was typed, while it means these operations, or none; `null`: nothing was typed. */
  readonly typed: string | null;
  readonly preview: TriedDraft | undefined;
  readonly readOnly: boolean;
  readonly onChange: (operations: readonly OperationForm[]) => void;
  readonly onType: (text: string | null) => void;
  readonly onReference: () => void;
}

/** The operations of an upcaster, as rows of a form or as the JSON that is stored; either always shows the other. */
export function OperationsPanel(props: OperationsPanelProps) {
  const { operations, typed, preview, readOnly, onChange, onType } = props;
  const [face, setFace] = useState<"form" | "text">("form");
  const read = typed === null ? null : readOperationsText(typed);
  const broken = read !== null && !read.ok;
  const text = operationsText(operations);
  const shown =
    typed !== null && (read === null || !read.ok || operationsText(read.operations) === text) ? typed : text;
  return (
    <Panel
      title="Operations"
      note={
        <SegmentedControl
          aria-label="Operations as"
          value={face}
          onChange={(value) => setFace(value === "text" ? "text" : "form")}
          data={[
            { value: "form", label: "Form" },
            { value: "text", label: "Text" },
          ]}
        />
      }
      aside={
        <>
          {!readOnly && (
            <AddOperation disabled={broken} onAdd={(kind) => onChange([...operations, newOperation(kind, props)])} />
          )}
          <Button variant="subtle" color="gray" leftSection={<IconBook size={14} />} onClick={props.onReference}>
            CEL reference
          </Button>
        </>
      }
    >
      {broken && (
        <p className={classes.broken} role="status">
          <StatusTag status="stopped">
            The text is no list of operations; the form shows the last that it meant.
          </StatusTag>
          <Button variant="subtle" onClick={() => onType(null)}>
            Drop what is typed
          </Button>
        </p>
      )}
      {face === "text" ? (
        <div className={classes.text}>
          <CodeEditor
            label="Operations as JSON"
            language="json"
            numbered
            minLines={12}
            maxLines={28}
            value={shown}
            marks={read !== null && !read.ok ? read.marks : textMarks(shown, preview)}
            readOnly={readOnly}
            onChange={(now) => {
              const means = readOperationsText(now);
              if (means.ok && operationsText(means.operations) !== text) onChange(means.operations);
              onType(now);
            }}
          />
        </div>
      ) : operations.length === 0 ? (
        <EmptyState title="No operation yet">Without one, only the type and the version change.</EmptyState>
      ) : (
        <Rows {...props} locked={broken} />
      )}
    </Panel>
  );
}

function Rows({ operations, types, preview, readOnly, onChange, locked }: OperationsPanelProps & { locked: boolean }) {
  return (
    <ol aria-label="Operations">
      {operations.map((operation, index) => {
        const name = `operation ${index + 1}`;
        const change = (changed: OperationForm) =>
          onChange(operations.map((each) => (each === operation ? changed : each)));
        const field = {
          name,
          form: operation,
          around: scopeAt(preview, index, operation),
          types,
          readOnly: readOnly || locked,
        };
        return (
          <OperationRow
            {...field}
            key={operation.key}
            number={index + 1}
            last={index === operations.length - 1}
            list="operations"
            tried={preview?.lookedAt ?? 0}
            onChange={change}
            onMove={(from, to) => onChange(moved(operations, from, to))}
            onRemove={() => onChange(operations.filter((each) => each !== operation))}
          >
            {operation.op === "split" && <SplitFields {...field} onChange={change} />}
          </OperationRow>
        );
      })}
    </ol>
  );
}

function newOperation(op: OperationKind, { toType }: OperationsPanelProps): OperationForm {
  const empty = emptyOperation(op, randomId());
  const event = { type: "", schemaVersion: "", when: "", operations: [] };
  if (op === "renameType") return { ...empty, type: toType };
  if (op !== "split") return empty;
  return { ...empty, events: [0, 1].map(() => ({ ...event, key: randomId() })) };
}

/** What the server says about the operations in a text, at their places. */
function textMarks(text: string, preview: TriedDraft | undefined): readonly CodeMark[] {
  return (preview?.invalid ?? []).map(({ severity, message, ...at }) => ({
    severity,
    message,
    ...(jsonPlace(text, pathOf(at)) ?? { from: 0, to: text.length }),
  }));
}

function pathOf({ operation, inSplit, field }: Pick<OperationProblem, "operation" | "inSplit" | "field">): string[] {
  if (operation === null) return [];
  const inner =
    inSplit === null
      ? []
      : [
          "events",
          String(inSplit.event),
          ...(inSplit.operation === null ? [] : ["operations", String(inSplit.operation)]),
        ];
  return [String(operation), ...inner, ...(field?.split(".") ?? [])];
}

function AddOperation({
  disabled,
  onAdd,
}: {
  readonly disabled: boolean;
  readonly onAdd: (op: OperationKind) => void;
}) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<IconPlus size={14} />} disabled={disabled}>
          Add operation
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {OPERATION_KINDS.map((kind) => (
          <Menu.Item key={kind} onClick={() => onAdd(kind)}>
            {KIND_WORDS[kind].says}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
