import { randomId } from "@mantine/hooks";
import type { ConsoleDefinitionBody, ConsoleVersion } from "@/lib/api/console-projections";

export interface ColumnForm {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly indexed: boolean;
}

export interface TypeForm {
  readonly type: string;
  /** Expressions by the id of their column, so that a column can be renamed. */
  readonly set: Readonly<Record<string, string>>;
  readonly deleteWhen: string;
}

/** A definition while it is written: every field is there, and lists have keys of their own. */
export interface EditorForm {
  readonly name: string;
  readonly description: string;
  readonly key: string;
  readonly keyColumn: string;
  readonly columns: readonly ColumnForm[];
  /** Indexes over several columns, which the form shows and does not change. */
  readonly wideIndexes: readonly (readonly string[])[];
  readonly partitions: number;
  readonly policy: "park" | "skip" | "stop";
  readonly attempts: number;
  readonly types: readonly TypeForm[];
}

export const COLUMN_TYPES = [
  "text",
  "integer",
  "bigint",
  "numeric(12,2)",
  "double precision",
  "boolean",
  "timestamptz",
  "date",
  "jsonb",
  "text[]",
] as const;

/** A form with nothing in it but one column to begin with. */
export function emptyForm(): EditorForm {
  return {
    name: "",
    description: "",
    key: "event.streamId",
    keyColumn: "key",
    columns: [emptyColumn()],
    wideIndexes: [],
    partitions: 16,
    policy: "park",
    attempts: 3,
    types: [],
  };
}

export function emptyColumn(): ColumnForm {
  return { id: randomId(), name: "", type: "text", indexed: false };
}

/** The form of a definition that was saved. */
export function toForm(definition: ConsoleVersion["definition"]): EditorForm {
  const single = new Set(definition.indexes.flatMap((index) => (index.length === 1 ? index : [])));
  const columns = definition.columns.map((column) => ({
    ...column,
    id: randomId(),
    indexed: single.has(column.name),
  }));
  return {
    name: definition.name,
    description: definition.description,
    key: definition.key,
    keyColumn: definition.keyColumn,
    columns,
    wideIndexes: definition.indexes.filter((index) => index.length > 1),
    partitions: definition.partitions,
    policy: definition.onError.policy,
    attempts: definition.onError.attempts,
    types: definition.on.map(({ type, set, deleteWhen = "" }) => ({
      type,
      deleteWhen,
      set: Object.fromEntries(columns.flatMap(({ id, name }) => (set[name] === undefined ? [] : [[id, set[name]]]))),
    })),
  };
}

/** The definition that a form says; empty expressions are left out. */
export function toDefinition(form: EditorForm): ConsoleDefinitionBody {
  const names = form.columns.map(({ name }) => name.trim());
  return {
    name: form.name.trim(),
    description: form.description.trim(),
    key: form.key.trim(),
    keyColumn: form.keyColumn.trim(),
    columns: form.columns.map(({ name, type }) => ({ name: name.trim(), type })),
    indexes: [
      ...form.columns.filter(({ indexed }) => indexed).map(({ name }) => [name.trim()]),
      ...form.wideIndexes.filter((index) => index.every((name) => names.includes(name))).map((index) => [...index]),
    ],
    partitions: form.partitions,
    onError: { policy: form.policy, attempts: form.attempts },
    on: form.types.map(({ type, set, deleteWhen }) => ({
      type,
      set: Object.fromEntries(
        form.columns.flatMap(({ id, name }) => {
          const text = (set[id] ?? "").trim();
          return text === "" || name.trim() === "" ? [] : [[name.trim(), text]];
        }),
      ),
      ...(deleteWhen.trim() === "" ? {} : { deleteWhen: deleteWhen.trim() }),
    })),
  };
}

/** A definition as text, for comparing: the same for definitions that say the same. */
export function sameText(definition: ConsoleDefinitionBody): string {
  const on = definition.on.map(({ set, ...rest }) => ({ ...rest, set: Object.entries(set).toSorted() }));
  return JSON.stringify({ ...definition, on });
}
