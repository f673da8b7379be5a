"use client";
import { Autocomplete, Button, NumberInput, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { CodeEditor } from "@/components/code-editor/code-editor";
import type { CodeMark } from "@/components/code-editor/code-mark";
import { formField } from "@/components/schema-form/form-field";
import { tooMuchForForm } from "@/components/schema-form/form-size";
import { emptyValue } from "@/components/schema-form/form-value";
import { SchemaForm } from "@/components/schema-form/schema-form";
import { type EventTemplate, eventTemplateQuery, eventTemplatesQuery } from "@/lib/api/event-templates";
import { jsonTextOf, parseForReading } from "@/lib/format/json-tree";
import { formatCount } from "@/lib/format/number";
import { visibleText } from "@/lib/format/visible-text";
import { type EventDraft, laidOut } from "./event-draft";
import classes from "./event-fields.module.css";

interface EventFieldsProps {
  readonly streamId: string;
  readonly category: string;
  readonly draft: EventDraft;
  readonly onChange: (draft: EventDraft) => void;
  /** What is wrong with the data, at its place. */
  readonly marks?: readonly CodeMark[];
}

const WHERE = { stream: "In this stream", elsewhere: "Elsewhere" } as const;

/** An event's type, schema version and data: by the fields of its schema, or as the JSON that they are a face of. */
export function EventFields({ streamId, category, draft, onChange, marks }: EventFieldsProps) {
  const { type, schemaVersion, dataText } = draft;
  const [chosenFace, setFace] = useState<"form" | "json" | null>(null);
  const { data: list } = useQuery(eventTemplatesQuery(streamId));
  const templates = list?.templates ?? [];
  const known = templates.some((template) => template.type === type);
  const { data: template } = useQuery(eventTemplateQuery(streamId, known ? type : "", schemaVersion));
  const current = template?.type === type && template.schemaVersion === schemaVersion ? template : undefined;
  const field = useMemo(
    () => (current?.schema == null ? null : formField(parseForReading(current.schema.text))),
    [current?.schema],
  );
  const tooMuch = useMemo(() => (field === null ? null : tooMuchForForm(field, dataText)), [field, dataText]);
  const hasForm = field !== null && field.kind !== "json" && tooMuch === null;
  const face = hasForm ? (chosenFace ?? "form") : "json";
  const example = current?.example ?? null;
  const [filled, setFilled] = useState(draft);
  // Another type brings its own data, as long as nobody has written into what was filled in.
  useEffect(() => {
    const isSame = current?.type === filled.type && current.schemaVersion === filled.schemaVersion;
    if (current === undefined || isSame || dataText !== filled.dataText) return;
    const text = example === null ? jsonTextOf(field === null ? {} : emptyValue(field), 2) : laidOut(example.dataText);
    const next = { type: current.type, schemaVersion: current.schemaVersion, dataText: text };
    setFilled(next);
    onChange(next);
  }, [current, filled, dataText, example, field, onChange]);
  const choose = (next: string) => {
    const found = templates.find((each) => each.type === next);
    onChange({ ...draft, type: next, ...(found === undefined ? {} : { schemaVersion: found.schemaVersion }) });
  };
  return (
    <div className={classes.fields}>
      <div className={classes.schema}>
        <Autocomplete
          className={classes.type}
          label="Type"
          data={grouped(templates, category)}
          value={type}
          onChange={choose}
          limit={200}
          maxLength={256}
        />
        <NumberInput
          className={classes.version}
          label="Schema version"
          min={1}
          max={32_767}
          allowDecimal={false}
          value={schemaVersion}
          onChange={(value) => typeof value === "number" && onChange({ ...draft, schemaVersion: value })}
        />
      </div>
      <div className={classes.head}>
        <h3>Data</h3>
        <span className="secondary">{schemaWords(current?.schema ?? null, known)}</span>
        {example !== null && (
          <Button
            variant="subtle"
            onClick={() => onChange({ ...draft, dataText: laidOut(example.dataText) })}
            title={`Version ${formatCount(example.version)} of ${example.streamId}`}
          >
            Fill in like the last one
          </Button>
        )}
        <SegmentedControl
          aria-label="Face of the data"
          value={face}
          onChange={(value) => setFace(value as "form" | "json")}
          data={[
            { value: "form", label: "Form", disabled: !hasForm },
            { value: "json", label: "JSON" },
          ]}
        />
      </div>
      {tooMuch !== null && (
        <p className="secondary" role="status">
          {tooMuch} It is written as JSON.
        </p>
      )}
      {face === "form" && field !== null ? (
        <SchemaForm
          field={field}
          text={dataText}
          onChange={(text) => onChange({ ...draft, dataText: text })}
          onJson={() => setFace("json")}
        />
      ) : (
        <CodeEditor
          label="Data as JSON"
          language="json"
          exactNumbers
          numbered
          minLines={6}
          maxLines={18}
          value={dataText}
          onChange={(text) => onChange({ ...draft, dataText: text })}
          {...(marks === undefined ? {} : { marks })}
        />
      )}
    </div>
  );
}

function grouped(templates: readonly EventTemplate[], category: string) {
  const groups = (["stream", "category", "elsewhere"] as const).map((where) => ({
    group: where === "category" ? `In ${visibleText(category)} streams` : WHERE[where],
    items: templates.filter((template) => template.where === where).map(({ type }) => type),
  }));
  return groups.filter(({ items }) => items.length > 0);
}

function schemaWords(schema: { readonly from: "published" | "inferred" } | null, known: boolean): string {
  if (schema?.from === "published") return "by its published JSON Schema";
  if (schema?.from === "inferred") return "by what its stored events have";
  return known ? "" : "no event of this type is known";
}
