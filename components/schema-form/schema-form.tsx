"use client";
import { jsonTextOf, parseForReading } from "@/lib/format/json-tree";
import { FieldRow } from "./field-row";
import type { FormField } from "./form-field";
import { type FormPath, withoutValueAt, withValueAt } from "./form-value";
import classes from "./schema-form.module.css";

interface SchemaFormProps {
  readonly field: FormField;
  /** The JSON that the form is a face of; every change makes a new text. */
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Goes to the JSON itself, for what no field can stand for. */
  readonly onJson: () => void;
}

/** JSON as fields: what is typed goes into the text at once, and what stands there shows here. */
export function SchemaForm({ field, text, onChange, onJson }: SchemaFormProps) {
  const value = parseForReading(text);
  if (value === undefined) {
    return (
      <p className={classes.broken} role="status">
        The JSON has a mistake, or a key twice: mend it there, and the fields come back.
      </p>
    );
  }
  const write = (path: FormPath, next: unknown) => onChange(jsonTextOf(withValueAt(value, path, next), 2));
  const remove = (path: FormPath) => onChange(jsonTextOf(withoutValueAt(value, path), 2));
  return (
    <div className={classes.form}>
      <FieldRow name="Data" path={[]} field={field} value={value} required edit={{ write, remove, onJson }} />
    </div>
  );
}
