"use client";
import { ActionIcon, Select } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconGripVertical, IconTrash } from "@tabler/icons-react";
import { type DragEvent, type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { formatCount, formatPercent } from "@/lib/format/number";
import { OperationFields, type OperationFieldsProps, OperationMore } from "./operation-fields";
import { OPERATION_KINDS, type OperationForm, type OperationKind } from "./operation-form";
import classes from "./operation-row.module.css";
import { KIND_WORDS } from "./operation-words";

interface OperationRowProps extends Omit<OperationFieldsProps, "onChange"> {
  /** 1-based. */
  readonly number: number;
  readonly last: boolean;
  /** Names the list that it stands in: a row is dropped within its own. */
  readonly list: string;
  readonly kinds?: readonly OperationKind[];
  /** Of so many events that were tried. */
  readonly tried: number;
  readonly onChange: (operation: OperationForm) => void;
  /** Both are 0-based places; `from` may be another row that was dropped here. */
  readonly onMove: (from: number, to: number) => void;
  readonly onRemove: () => void;
  readonly children?: ReactNode;
}

/** One operation: its kind, its fields, what it does to stored events, and what is wrong with it, at its place. */
export function OperationRow(props: OperationRowProps) {
  const { number, last, name, form, around, readOnly, kinds = OPERATION_KINDS, onChange, onMove, onRemove } = props;
  const id = useId();
  const [over, setOver] = useState(false);
  const change = (fields: Partial<OperationForm>) => onChange({ ...form, ...fields });
  const fields = { name, form, around, readOnly, onChange: change };
  const dragged = `application/x-foldline-operation.${props.list}`;
  const move = (step: number) => onMove(number - 1, number - 1 + step);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    if (event.key === "ArrowUp" ? number > 1 : !last) move(event.key === "ArrowUp" ? -1 : 1);
  };
  const onDrop = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes(dragged)) return;
    event.preventDefault();
    setOver(false);
    const from = Number(event.dataTransfer.getData(dragged));
    if (from !== number - 1) onMove(from, number - 1);
  };
  return (
    <li
      className={classes.operation}
      aria-labelledby={id}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(dragged)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {readOnly ? (
        <span />
      ) : (
        <button
          type="button"
          className={classes.handle}
          aria-label={`Move operation ${number}, with the arrow keys or by dragging`}
          draggable
          onDragStart={(event) => event.dataTransfer.setData(dragged, String(number - 1))}
          onKeyDown={onKeyDown}
        >
          <IconGripVertical size={14} aria-hidden="true" />
        </button>
      )}
      <span id={id} className={classes.number}>
        {number}
      </span>
      <Select
        aria-label={`Kind of ${name}`}
        className={classes.kind ?? ""}
        data={kinds.map((kind) => ({ value: kind, label: KIND_WORDS[kind].name }))}
        value={form.op}
        allowDeselect={false}
        readOnly={readOnly}
        comboboxProps={{ width: "max-content", position: "bottom-start" }}
        onChange={(value) => change({ op: kinds.find((kind) => kind === value) ?? form.op })}
      />
      <div className={classes.fields}>
        <OperationFields {...fields} types={props.types} />
      </div>
      <span className={classes.end}>
        <Effect {...props} />
        {!readOnly && (
          <span className={classes.buttons}>
            <ActionIcon aria-label={`Move ${name} up`} disabled={number === 1} onClick={() => move(-1)}>
              <IconArrowUp size={14} />
            </ActionIcon>
            <ActionIcon aria-label={`Move ${name} down`} disabled={last} onClick={() => move(1)}>
              <IconArrowDown size={14} />
            </ActionIcon>
            <ActionIcon aria-label={`Remove ${name}`} onClick={onRemove}>
              <IconTrash size={14} />
            </ActionIcon>
          </span>
        )}
      </span>
      <div className={classes.more}>
        <OperationMore {...fields} />
        {props.children}
        <Said {...props} />
      </div>
    </li>
  );
}

/** How many events it changes, or fails on. */
function Effect({ around: { failed, scope }, tried }: OperationRowProps) {
  if (failed > 0) return <b className={classes.fail}>{formatCount(failed)} fail</b>;
  if (scope === null || scope.touched === null || tried === 0) return null;
  const { touched } = scope;
  return (
    <span
      className={classes.count}
      title={`It changes ${formatCount(touched)} of ${formatCount(tried)} events looked at`}
    >
      {touched === tried ? "all" : touched === 0 ? "none" : formatPercent(touched / tried, 1)}
    </span>
  );
}

const SHOWN_AT_FIELDS = /^(from|to|path|value|expression|when|decimals|type|values\.\d+\.(from|to))$/;

/** What is wrong with it that no field of it says. */
function Said({ around: { problems, failures } }: OperationRowProps) {
  const rest = problems.filter(({ field, inSplit }) => inSplit === null && !SHOWN_AT_FIELDS.test(field ?? ""));
  const failed = failures.filter(
    ({ field, inSplit }) => inSplit !== null || (field !== "expression" && field !== "when"),
  );
  return [...rest, ...failed].map(({ message, value }) => (
    <p key={message} className={classes.said}>
      {message}
      {value !== null && (
        <>
          {" "}
          There stands <code>{value}</code>.
        </>
      )}
    </p>
  ));
}
