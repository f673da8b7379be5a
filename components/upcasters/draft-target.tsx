"use client";
import { Autocomplete, NumberInput, Select, TextInput } from "@mantine/core";
import type { EventTypeSummary } from "@/lib/api/event-types";
import { formatCounted } from "@/lib/format/number";
import { type DraftForm, withTarget } from "./draft-form";
import classes from "./draft-target.module.css";

interface DraftTargetProps {
  readonly form: DraftForm;
  readonly types: readonly EventTypeSummary[];
  readonly readOnly: boolean;
  readonly onChange: (form: DraftForm) => void;
}

/** Which events the upcaster reads, and what it makes of them. */
export function DraftTarget({ form, types, readOnly, onChange }: DraftTargetProps) {
  const chosen = types.find(({ type }) => type === form.type);
  const versions = new Set([...(chosen?.versions.map(({ schemaVersion }) => schemaVersion) ?? []), form.fromVersion]);
  const countOf = (version: number) =>
    chosen?.versions.find(({ schemaVersion }) => schemaVersion === version)?.events ?? 0;
  const choose = (type: string) => {
    const next = types.find((each) => each.type === type)?.nextSchema;
    if (next === undefined) return;
    const { from, to } = next;
    onChange({
      ...form,
      type: from.type,
      fromVersion: from.schemaVersion,
      toType: to.type,
      toVersion: to.schemaVersion,
    });
  };
  return (
    <div className={classes.target}>
      <TextInput
        className={classes.title ?? ""}
        label="Title"
        placeholder="Amounts are in cents"
        value={form.title}
        readOnly={readOnly}
        onChange={(event) => onChange({ ...form, title: event.currentTarget.value })}
      />
      <Select
        label="Reads event type"
        placeholder="Choose a type"
        searchable
        data={[...new Set([...types.map(({ type }) => type), ...(form.type === "" ? [] : [form.type])])]}
        value={form.type === "" ? null : form.type}
        readOnly={readOnly}
        onChange={(type) => type !== null && choose(type)}
      />
      <Select
        label="in version"
        placeholder="Choose a type first"
        disabled={form.type === ""}
        data={[...versions]
          .toSorted((a, b) => a - b)
          .map((version) => ({
            value: String(version),
            label: `v${version}, ${formatCounted(countOf(version), "event")}`,
          }))}
        value={form.type === "" ? null : String(form.fromVersion)}
        allowDeselect={false}
        readOnly={readOnly}
        onChange={(value) => {
          const fromVersion = Number(value ?? form.fromVersion);
          onChange({ ...form, fromVersion, toVersion: Math.max(form.toVersion, fromVersion + 1) });
        }}
      />
      <Autocomplete
        label="Makes event type"
        data={types.map(({ type }) => type)}
        value={form.toType}
        readOnly={readOnly}
        onChange={(toType) => onChange(withTarget(form, toType))}
      />
      <NumberInput
        label="in version"
        aria-label="Makes version"
        min={1}
        max={32767}
        allowDecimal={false}
        value={form.toVersion}
        readOnly={readOnly}
        onChange={(value) => onChange({ ...form, toVersion: Number(value) || 1 })}
      />
    </div>
  );
}
