"use client";
import { Autocomplete, Checkbox, NumberInput, Select, TextInput } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ExpressionField } from "./expression-field";
import { MappingFields } from "./mapping-fields";
import { CONVERT_TARGETS, type OperationForm } from "./operation-form";
import classes from "./operation-row.module.css";
import type { OperationScope } from "./operation-scope";
import { TARGET_WORDS } from "./operation-words";
import { PathField } from "./path-field";

export interface OperationFieldsProps {
  /** How the operation is called in the labels of its fields: `operation 3`. */
  readonly name: string;
  readonly form: OperationForm;
  readonly around: OperationScope;
  /** The event types of the catalogue. */
  readonly types: readonly string[];
  readonly readOnly: boolean;
  readonly onChange: (change: Partial<OperationForm>) => void;
}

/** The short fields of an operation, which stand in its row. */
export function OperationFields({ name, form, around, types, readOnly, onChange }: OperationFieldsProps) {
  const errorOf = (field: string) =>
    around.problems.find((problem) => problem.field === field && problem.inSplit === null)?.message;
  const path = (field: "from" | "to" | "path", label: string, placeholder: string) => (
    <PathField
      label={`${label}, ${name}`}
      placeholder={placeholder}
      value={form[field]}
      paths={around.scope?.paths ?? []}
      error={errorOf(field)}
      readOnly={readOnly}
      onChange={(value) => onChange({ [field]: value })}
    />
  );
  switch (form.op) {
    case "rename":
    case "move":
      return (
        <>
          {path("from", "From field", "amount")}
          <Arrow />
          {path("to", "To field", form.op === "move" ? "amount.minor" : "amountMinor")}
        </>
      );
    case "remove":
      return path("path", "Field", "legacyRef");
    case "set":
      return (
        <>
          {path("path", "Field", "currency")}
          <Words>=</Words>
          <TextInput
            aria-label={`Value, ${name}`}
            placeholder={'"EUR"'}
            classNames={{ input: `mono ${classes.chip}`, root: classes.chipRoot ?? "" }}
            value={form.value}
            error={errorOf("value")}
            readOnly={readOnly}
            onChange={(event) => onChange({ value: event.currentTarget.value })}
          />
        </>
      );
    case "convert":
      return (
        <>
          {path("path", "Field", "amount")}
          <Words>to</Words>
          <Select
            aria-label={`Kind of value, ${name}`}
            className={classes.target ?? ""}
            data={CONVERT_TARGETS.map((value) => ({ value, label: TARGET_WORDS[value] }))}
            value={form.target}
            allowDeselect={false}
            readOnly={readOnly}
            onChange={(value) => onChange({ target: CONVERT_TARGETS.find((each) => each === value) ?? form.target })}
          />
          {form.target === "integer" && (
            <NumberInput
              aria-label={`Decimals, ${name}`}
              className={classes.decimals ?? ""}
              placeholder="0"
              min={0}
              max={18}
              allowDecimal={false}
              suffix=" decimals"
              value={form.decimals === "" ? "" : Number(form.decimals)}
              error={errorOf("decimals")}
              readOnly={readOnly}
              onChange={(value) => onChange({ decimals: String(value) })}
            />
          )}
        </>
      );
    case "mapValues":
      return path("path", "Field", "status");
    case "compute":
      return (
        <>
          {path("path", "Field", "amountMinor")}
          <Words>= CEL</Words>
        </>
      );
    case "renameType":
      return (
        <>
          <Words>to</Words>
          <Autocomplete
            aria-label={`Event type, ${name}`}
            placeholder="Fine paid"
            data={[...types]}
            value={form.type}
            error={errorOf("type")}
            readOnly={readOnly}
            onChange={(type) => onChange({ type })}
          />
        </>
      );
    case "split":
      return <Words>{form.events.length === 1 ? "1 event" : `${form.events.length} events`}</Words>;
    case "drop":
      return <Words>{form.when.trim() === "" ? "every event that comes here" : "where this holds:"}</Words>;
  }
}

const LENIENT: Partial<Record<OperationForm["op"], string>> = {
  rename: "Leave events without the field as they are",
  move: "Leave events without the field as they are",
  convert: "Leave events without it, or with null, as they are",
  set: "Only where there is none yet",
};

/** What does not fit into the row: expressions, mapped values, what happens to events without the field. */
export function OperationMore({ name, form, around, readOnly, onChange }: Omit<OperationFieldsProps, "types">) {
  const lenient = LENIENT[form.op];
  const mentioned = around.failed > 0 || form.lenient;
  return (
    <>
      {form.op === "compute" && (
        <ExpressionField
          label={`Expression, ${name}`}
          field="expression"
          placeholder="data.amount * 100"
          value={form.expression}
          around={around}
          readOnly={readOnly}
          onChange={(expression) => onChange({ expression })}
        />
      )}
      {form.op === "drop" && (
        <ExpressionField
          label={`Condition, ${name}`}
          field="when"
          placeholder="always; or a condition, such as data.amount == 0"
          value={form.when}
          around={around}
          readOnly={readOnly}
          onChange={(when) => onChange({ when })}
        />
      )}
      {form.op === "mapValues" && (
        <MappingFields name={name} form={form} around={around} readOnly={readOnly} onChange={onChange} />
      )}
      {lenient !== undefined && (!readOnly || form.lenient) && (
        <Checkbox
          className={classes.lenient ?? ""}
          data-mentioned={mentioned || undefined}
          size="xs"
          label={lenient}
          aria-label={`${lenient}, ${name}`}
          checked={form.lenient}
          disabled={readOnly}
          onChange={(event) => onChange({ lenient: event.currentTarget.checked })}
        />
      )}
    </>
  );
}

function Arrow() {
  return <IconArrowRight size={14} className={classes.arrow} aria-hidden="true" />;
}

function Words({ children }: { readonly children: ReactNode }) {
  return <span className={classes.words}>{children}</span>;
}
