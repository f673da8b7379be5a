"use client";
import { NumberInput, Select, TextInput } from "@mantine/core";
import { CodeEditor } from "@/components/code-editor/code-editor";
import { Panel } from "@/components/layout/panel";
import { formatCounted } from "@/lib/format/number";
import classes from "./identity-panel.module.css";
import { type CheckedReducer, fieldProblem } from "./problem-lookup";
import { type ReducerForm, readInitial } from "./reducer-form";

/** A category of streams, and how many it has. */
export interface CategoryChoice {
  readonly category: string;
  readonly streams: number;
}

interface IdentityPanelProps {
  readonly form: ReducerForm;
  readonly categories: readonly CategoryChoice[];
  readonly checked: CheckedReducer | undefined;
  /** The name of one that was saved stays. */
  readonly named: boolean;
  /** The category of one that was published stays. */
  readonly placed: boolean;
  readonly onChange: (form: ReducerForm) => void;
}

const OTHERWISE = [
  { value: "ignore", label: "Change nothing" },
  { value: "merge", label: "Lay their fields over the state" },
] as const;

/** What the reducer is called, whose streams it folds, the state before the first event, and what other types do. */
export function IdentityPanel({ form, categories, checked, named, placed, onChange }: IdentityPanelProps) {
  const change = (part: Partial<ReducerForm>) => onChange({ ...form, ...part });
  const problemOf = (path: string, value: string) => (value === "" ? null : fieldProblem(checked, path));
  const streams = categories.find(({ category }) => category === form.category)?.streams ?? 0;
  const names = categories.map(({ category }) => category);
  const initial = fieldProblem(checked, "initial");
  return (
    <Panel title="Definition" padded>
      <div className={classes.fields}>
        <TextInput
          label="Name"
          description="how it is chosen on the stream page"
          placeholder="open-lines"
          classNames={{ input: "mono" }}
          value={form.name}
          readOnly={named}
          error={problemOf("name", form.name)}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Select
          label="Category"
          description={form.category === "" ? "whose streams it folds" : `folds ${formatCounted(streams, "stream")}`}
          classNames={{ input: "mono" }}
          searchable
          data={[...new Set([...names, ...(form.category === "" ? [] : [form.category])])]}
          value={form.category === "" ? null : form.category}
          allowDeselect={false}
          readOnly={placed}
          error={problemOf("category", form.category)}
          nothingFoundMessage="No stream has this category"
          onChange={(category) => change({ category: category ?? form.category })}
        />
        <TextInput
          label="Description"
          description="what the state says, for whoever reads it"
          value={form.description}
          maxLength={500}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
        <Select
          label="Events of other types"
          description="those that have no changes below"
          data={OTHERWISE}
          value={form.otherwise}
          allowDeselect={false}
          onChange={(value) => change({ otherwise: value === "merge" ? "merge" : "ignore" })}
        />
        <div className={classes.wide}>
          <p className={classes.label}>Initial state</p>
          <p className="hint">The state before the first event: a JSON object.</p>
          <CodeEditor
            label="Initial state"
            language="json"
            exactNumbers
            maxLines={8}
            value={form.initial}
            marks={markOf(form.initial, initial)}
            onChange={(value) => change({ initial: value })}
          />
        </div>
        <NumberInput
          label="Snapshot after"
          description="so many events folded; long streams are shown faster"
          min={10}
          max={1_000_000}
          allowDecimal={false}
          thousandSeparator=","
          value={form.snapshotEvery}
          error={fieldProblem(checked, "snapshotEvery")}
          onChange={(value) => change({ snapshotEvery: Number(value) || 500 })}
        />
      </div>
    </Panel>
  );
}

function markOf(text: string, problem: string | null) {
  const message = readInitial(text) === null ? "The initial state is a JSON object." : problem;
  return message === null ? [] : [{ severity: "error" as const, from: 0, to: text.length, message }];
}
