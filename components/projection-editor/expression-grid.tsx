"use client";
import { ActionIcon, Select } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { CelField } from "@/components/code-editor/cel-field";
import { AddType } from "@/components/definitions/add-type";
import { EmptyState } from "@/components/layout/empty-state";
import { EventTypeName } from "@/components/layout/event-type-name";
import { Panel } from "@/components/layout/panel";
import { Tag } from "@/components/layout/status-tag";
import { formatCounted } from "@/lib/format/number";
import type { ColumnForm, EditorForm, TypeForm } from "./editor-form";
import classes from "./expression-grid.module.css";
import { type Checked, errorsOnType, expressionProblems, fieldProblem } from "./problem-lookup";

interface ExpressionGridProps {
  readonly form: EditorForm;
  /** The types of the catalogue. */
  readonly types: readonly string[];
  readonly checked: Checked | undefined;
  readonly onChange: (form: EditorForm) => void;
}

/** One expression for each column and event type; a phone shows one type at a time. */
export function ExpressionGrid({ form, types, checked, onChange }: ExpressionGridProps) {
  const [shown, setShown] = useState<string | null>(null);
  const current = form.types.find(({ type }) => type === shown)?.type ?? form.types[0]?.type ?? null;
  const change = (on: TypeForm, part: Partial<TypeForm>) =>
    onChange({ ...form, types: form.types.map((each) => (each === on ? { ...each, ...part } : each)) });
  const add = (type: string) => {
    onChange({ ...form, types: [...form.types, { type, set: {}, deleteWhen: "" }] });
    setShown(type);
  };
  const missing = types.filter((type) => !form.types.some((on) => on.type === type));
  const ofCurrent = (type: string) => (type === current ? true : undefined);
  return (
    <Panel
      title="Expressions"
      note="a column without one keeps its value"
      aside={<AddType types={missing} onAdd={add} />}
    >
      {form.types.length === 0 ? (
        <EmptyState title="It follows no event type yet">
          {fieldProblem(checked, "on") ?? "Choose the event types it follows."} Each gets an expression for every column
          that it changes.
        </EmptyState>
      ) : (
        <>
          <Select
            className={classes.choice ?? ""}
            aria-label="Event type shown"
            data={form.types.map(({ type }) => type)}
            value={current}
            allowDeselect={false}
            onChange={setShown}
          />
          <div className={classes.scroll}>
            <table className={classes.grid}>
              <thead>
                <tr>
                  <th scope="col" className={classes.corner}>
                    Column
                  </th>
                  {form.types.map((on) => (
                    <th key={on.type} scope="col" data-current={ofCurrent(on.type)}>
                      <span className={classes.type}>
                        <EventTypeName type={on.type} />
                        <Errors count={errorsOnType(checked, on.type)} />
                        <ActionIcon
                          aria-label={`Remove ${on.type}`}
                          onClick={() => onChange({ ...form, types: form.types.filter((each) => each !== on) })}
                        >
                          <IconX size={14} />
                        </ActionIcon>
                      </span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {form.columns.map((column, index) => (
                  <tr key={column.id}>
                    <ColumnHead column={column} number={index + 1} />
                    {form.types.map((on) => {
                      const value = on.set[column.id] ?? "";
                      const place = { part: "set", type: on.type, column: column.name.trim() } as const;
                      return (
                        <td key={on.type} data-current={ofCurrent(on.type)}>
                          <CelField
                            label={`${column.name || `Column ${index + 1}`} on ${on.type}`}
                            type={on.type}
                            placeholder="keeps its value"
                            value={value}
                            problems={expressionProblems(checked, place, value)}
                            onChange={(text) => change(on, { set: { ...on.set, [column.id]: text } })}
                          />
                        </td>
                      );
                    })}
                  </tr>
                ))}
                <tr>
                  <th scope="row">
                    Delete the row when <span className="hint">a truth value</span>
                  </th>
                  {form.types.map((on) => (
                    <td key={on.type} data-current={ofCurrent(on.type)}>
                      <CelField
                        label={`Delete the row on ${on.type}`}
                        type={on.type}
                        placeholder="never"
                        value={on.deleteWhen}
                        problems={expressionProblems(checked, { part: "deleteWhen", type: on.type }, on.deleteWhen)}
                        onChange={(deleteWhen) => change(on, { deleteWhen })}
                      />
                    </td>
                  ))}
                </tr>
              </tbody>
            </table>
          </div>
        </>
      )}
    </Panel>
  );
}

function ColumnHead({ column, number }: { readonly column: ColumnForm; readonly number: number }) {
  return (
    <th scope="row">
      {column.name === "" ? `Column ${number}` : <span className="mono">{column.name}</span>}{" "}
      <span className="hint">{column.type}</span>
    </th>
  );
}

function Errors({ count }: { readonly count: number }) {
  return count === 0 ? null : <Tag tone="danger">{formatCounted(count, "mistake")}</Tag>;
}
