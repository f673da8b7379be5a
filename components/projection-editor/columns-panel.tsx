"use client";
import { ActionIcon, Autocomplete, Button, Checkbox, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { EmptyState } from "@/components/layout/empty-state";
import { Panel } from "@/components/layout/panel";
import classes from "./columns-panel.module.css";
import { COLUMN_TYPES, type ColumnForm, type EditorForm, emptyColumn } from "./editor-form";
import { type Checked, fieldProblem } from "./problem-lookup";

interface ColumnsPanelProps {
  readonly form: EditorForm;
  readonly checked: Checked | undefined;
  readonly onChange: (form: EditorForm) => void;
}

/** The columns of the read model, in their order. */
export function ColumnsPanel({ form, checked, onChange }: ColumnsPanelProps) {
  const setColumns = (columns: readonly ColumnForm[]) => onChange({ ...form, columns });
  const change = (column: ColumnForm, part: Partial<ColumnForm>) =>
    setColumns(form.columns.map((each) => (each === column ? { ...each, ...part } : each)));
  return (
    <Panel
      title="Columns"
      note={`${form.columns.length}, and the key`}
      aside={
        <Button leftSection={<IconPlus size={14} />} onClick={() => setColumns([...form.columns, emptyColumn()])}>
          Add column
        </Button>
      }
    >
      {form.columns.length === 0 ? (
        <EmptyState title="No column yet">Each column holds one value of the row.</EmptyState>
      ) : (
        <ol className={classes.columns}>
          {form.columns.map((column, index) => (
            <li key={column.id} className={classes.column}>
              <TextInput
                aria-label={`Name of column ${index + 1}`}
                placeholder="outstanding"
                classNames={{ input: "mono" }}
                value={column.name}
                error={column.name === "" ? null : fieldProblem(checked, `columns.${index}.name`)}
                onChange={(event) => change(column, { name: event.currentTarget.value })}
              />
              <Autocomplete
                aria-label={`Type of column ${index + 1}`}
                data={COLUMN_TYPES}
                classNames={{ input: "mono" }}
                // All types, whichever is chosen: it is a list to choose from, with numeric(p,s) to be typed.
                filter={({ options }) => options}
                value={column.type}
                error={fieldProblem(checked, `columns.${index}.type`)}
                onChange={(type) => change(column, { type })}
              />
              <Checkbox
                size="xs"
                label="Index"
                aria-label={`Index on column ${index + 1}`}
                checked={column.indexed}
                onChange={(event) => change(column, { indexed: event.currentTarget.checked })}
              />
              <ActionIcon
                aria-label={`Remove column ${column.name === "" ? index + 1 : column.name}`}
                onClick={() => setColumns(form.columns.filter((each) => each !== column))}
              >
                <IconTrash size={14} />
              </ActionIcon>
            </li>
          ))}
        </ol>
      )}
      {form.wideIndexes.map((wide) => (
        <p key={wide.join()} className={`hint ${classes.note}`}>
          Index on {wide.join(", ")}
        </p>
      ))}
    </Panel>
  );
}
