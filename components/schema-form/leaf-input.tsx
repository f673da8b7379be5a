"use client";
import { Button, Select, Switch, Textarea, TextInput } from "@mantine/core";
import { jsonTextOf, parseForReading } from "@/lib/format/json-tree";
import type { FormField } from "./form-field";
import { fieldProblem, typedNumber } from "./form-value";
import classes from "./schema-form.module.css";

interface LeafInputProps {
  /** The path: names the field for everybody who does not see where it stands. */
  readonly label: string;
  readonly field: FormField;
  readonly value: unknown;
  readonly onChange: (next: unknown) => void;
}

/** The field for one plain value. Numbers are text here: they keep every digit that is typed. */
export function LeafInput({ label, field, value, onChange }: LeafInputProps) {
  const error = fieldProblem(field, value);
  switch (field.kind) {
    case "number":
      return (
        <TextInput
          className={classes.input}
          classNames={{ input: "mono" }}
          aria-label={label}
          inputMode="decimal"
          value={typeof value === "string" ? value : jsonTextOf(value)}
          error={error}
          onChange={(change) => onChange(typedNumber(change.currentTarget.value))}
        />
      );
    case "boolean":
      return (
        <Switch
          className={classes.input}
          aria-label={label}
          label={value === true ? "true" : "false"}
          checked={value === true}
          onChange={(change) => onChange(change.currentTarget.checked)}
        />
      );
    case "choice":
      return (
        <Select
          className={classes.input}
          aria-label={label}
          data={[...(field.choices ?? [])].map((text) => ({ value: text, label: choiceLabel(text) }))}
          value={jsonTextOf(value)}
          allowDeselect={false}
          onChange={(text) => text !== null && onChange(parseForReading(text))}
        />
      );
    case "date-time":
      return (
        <TextInput
          className={classes.input}
          classNames={{ input: "mono" }}
          aria-label={label}
          value={String(value)}
          error={error}
          onChange={(change) => onChange(change.currentTarget.value)}
          rightSectionWidth={48}
          rightSection={
            <Button
              variant="subtle"
              className={classes.now}
              aria-label={`Now, in ${label}`}
              onClick={() => onChange(new Date().toISOString())}
            >
              Now
            </Button>
          }
        />
      );
    case "date":
      return (
        <TextInput
          className={classes.input}
          aria-label={label}
          type="date"
          value={String(value)}
          error={error}
          onChange={(change) => onChange(change.currentTarget.value)}
        />
      );
    default:
      return (
        <Textarea
          className={classes.input}
          aria-label={label}
          value={String(value)}
          error={error}
          autosize
          minRows={1}
          maxRows={6}
          onChange={(change) => onChange(change.currentTarget.value)}
        />
      );
  }
}

function choiceLabel(text: string): string {
  const value = parseForReading(text);
  return typeof value === "string" ? value : text;
}
