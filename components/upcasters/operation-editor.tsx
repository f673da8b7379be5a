"use client";
import { ActionIcon, Checkbox, Select, Textarea, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowRight, IconArrowUp, IconTrash } from "@tabler/icons-react";
import { useId } from "react";
import type { OperationProblem } from "@/lib/api/upcasters";
import { OPERATION_KINDS, type OperationForm } from "./draft-form";
import classes from "./operation-editor.module.css";

const WORDS = { rename: "Rename", set: "Set", remove: "Remove", compute: "Compute" } as const;

interface OperationEditorProps {
  readonly number: number;
  readonly operation: OperationForm;
  /** Mistakes of the operation itself. */
  readonly problems: readonly OperationProblem[];
  /** Why it fails on stored events, with how many. */
  readonly failures: readonly { readonly message: string; readonly events: number; readonly offset: number | null }[];
  readonly readOnly: boolean;
  readonly onChange: (operation: OperationForm) => void;
  readonly onMove: (step: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** One operation of a draft, with what is wrong with it at its place. */
export function OperationEditor(props: OperationEditorProps) {
  const { number, operation, problems, failures, readOnly, onChange, onMove, onRemove } = props;
  const id = useId();
  const change = (field: Partial<OperationForm>) => onChange({ ...operation, ...field });
  const errorOf = (field: string) => problems.find((problem) => problem.field === field)?.message;
  const text = (field: "from" | "to" | "path", label: string, placeholder: string) => (
    <TextInput
      aria-label={`${label}, operation ${number}`}
      placeholder={placeholder}
      classNames={{ input: "mono" }}
      value={operation[field]}
      error={errorOf(field)}
      readOnly={readOnly}
      onChange={(event) => change({ [field]: event.currentTarget.value })}
    />
  );
  const rest = problems.filter(
    ({ field }) => field === null || !["from", "to", "path", "value", "expression"].includes(field),
  );
  return (
    <li
      className={classes.operation}
      aria-labelledby={id}
      data-failing={problems.length + failures.length > 0 || undefined}
    >
      <span id={id} className={classes.number}>
        {number}
      </span>
      <Select
        aria-label={`Kind of operation ${number}`}
        className={classes.kind ?? ""}
        data={OPERATION_KINDS.map((kind) => ({ value: kind, label: WORDS[kind] }))}
        value={operation.op}
        allowDeselect={false}
        readOnly={readOnly}
        onChange={(value) => change({ op: OPERATION_KINDS.find((kind) => kind === value) ?? operation.op })}
      />
      <div className={classes.fields}>
        {operation.op === "rename" && (
          <>
            {text("from", "From field", "amount")}
            <IconArrowRight size={14} className={classes.arrow} aria-hidden="true" />
            {text("to", "To field", "amountMinor")}
          </>
        )}
        {operation.op === "remove" && text("path", "Field", "legacyRef")}
        {operation.op === "set" && (
          <>
            {text("path", "Field", "currency")}
            <span className={classes.equals}>=</span>
            <TextInput
              aria-label={`Value, operation ${number}`}
              placeholder={'"EUR"'}
              classNames={{ input: "mono" }}
              value={operation.value}
              error={errorOf("value")}
              readOnly={readOnly}
              onChange={(event) => change({ value: event.currentTarget.value })}
            />
          </>
        )}
        {operation.op === "compute" && (
          <>
            {text("path", "Field", "amountMinor")}
            <span className={classes.equals}>=</span>
          </>
        )}
      </div>
      <span className={classes.buttons}>
        {!readOnly && (
          <>
            <ActionIcon aria-label={`Move operation ${number} up`} disabled={number === 1} onClick={() => onMove(-1)}>
              <IconArrowUp size={14} />
            </ActionIcon>
            <ActionIcon aria-label={`Move operation ${number} down`} onClick={() => onMove(1)}>
              <IconArrowDown size={14} />
            </ActionIcon>
            <ActionIcon aria-label={`Remove operation ${number}`} onClick={onRemove}>
              <IconTrash size={14} />
            </ActionIcon>
          </>
        )}
      </span>
      {operation.op === "compute" && (
        <div className={classes.below}>
          <Textarea
            aria-label={`Expression, operation ${number}`}
            placeholder="data.amount * 100"
            autosize
            minRows={1}
            maxRows={6}
            spellCheck={false}
            classNames={{ input: "mono" }}
            value={operation.expression}
            error={errorOf("expression")}
            readOnly={readOnly}
            onChange={(event) => change({ expression: event.currentTarget.value })}
          />
          <Caret expression={operation.expression} offset={offsetOf(problems) ?? offsetOf(failures)} />
        </div>
      )}
      {(operation.op === "rename" || operation.op === "set") && (
        <Checkbox
          className={classes.below ?? ""}
          size="xs"
          label={
            operation.op === "rename" ? "Leave events without the field as they are" : "Only where there is none yet"
          }
          checked={operation.lenient}
          disabled={readOnly}
          onChange={(event) => change({ lenient: event.currentTarget.checked })}
        />
      )}
      {rest.map(({ message }) => (
        <p key={message} className={classes.failure} role="alert">
          {message}
        </p>
      ))}
      {failures.map(({ message, events }) => (
        <p key={message} className={classes.failure}>
          <b>{events} fail</b> {message}
        </p>
      ))}
    </li>
  );
}

function offsetOf(problems: readonly { readonly offset: number | null }[]): number | null {
  return problems.find(({ offset }) => offset !== null)?.offset ?? null;
}

/** Marks the place in the expression where it went wrong. */
function Caret({ expression, offset }: { readonly expression: string; readonly offset: number | null }) {
  if (offset === null) return null;
  const before = expression.slice(0, offset);
  const line = before.split("\n").length;
  const column = before.length - before.lastIndexOf("\n");
  return (
    <p className={classes.place}>
      <span className="mono">
        {expression.slice(Math.max(0, offset - 24), offset)}
        <mark>{expression.slice(offset, offset + 1) || "␣"}</mark>
        {expression.slice(offset + 1, offset + 24)}
      </span>{" "}
      line {line}, character {column}
    </p>
  );
}
