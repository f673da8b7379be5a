"use client";
import { ActionIcon, Button, Checkbox } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { ShownText } from "@/components/layout/shown-text";
import { jsonTextOf } from "@/lib/format/json-tree";
import { visibleText } from "@/lib/format/visible-text";
import type { FormField } from "./form-field";
import { emptyValue, type FormPath, isOfKind } from "./form-value";
import { LeafInput } from "./leaf-input";
import classes from "./schema-form.module.css";

/** How a field changes the JSON that it is a part of. */
export interface FormEdit {
  readonly write: (path: FormPath, next: unknown) => void;
  readonly remove: (path: FormPath) => void;
  readonly onJson: () => void;
}

interface FieldRowProps {
  readonly name: string;
  readonly path: FormPath;
  readonly field: FormField;
  /** Undefined: it is not there. */
  readonly value: unknown;
  readonly required: boolean;
  readonly edit: FormEdit;
}

const SHOWN_LETTERS = 200;

/** One place of the data: its name, and what it is filled in with; objects and lists hold further ones. */
export function FieldRow(props: FieldRowProps) {
  const { name, path, field, value, edit } = props;
  const label = path.length === 0 ? name : pathLabel(path);
  if (value === undefined) return <Absent {...props} label={label} />;
  const tools = <Tools {...props} label={label} />;
  if (value !== null && isOfKind(field, value)) {
    if (field.kind === "object") return <Members {...props} label={label} tools={tools} />;
    if (field.kind === "list" && Array.isArray(value))
      return <Items {...props} items={value} label={label} tools={tools} />;
    return (
      <div className={classes.row}>
        <Name name={name} field={field} />
        <LeafInput label={label} field={field} value={value} onChange={(next) => edit.write(path, next)} />
        {tools}
      </div>
    );
  }
  return (
    <div className={classes.row}>
      <Name name={name} field={field} />
      <span className={classes.raw}>
        <code>
          <ShownText text={cut(jsonTextOf(value))} />
        </code>
        {!(value === null && field.nullable) && (
          <Button variant="subtle" onClick={edit.onJson} aria-label={`Edit ${label} as JSON`}>
            Edit as JSON
          </Button>
        )}
      </span>
      {tools}
    </div>
  );
}

type Labelled = FieldRowProps & { readonly label: string };

function Members({ path, field, value, edit, name, tools }: Labelled & { readonly tools: React.ReactNode }) {
  const members = field.members ?? [];
  const known = new Set(members.map((member) => member.name));
  const object = value as Readonly<Record<string, unknown>>;
  const others = Object.keys(object).filter((key) => !known.has(key));
  return (
    <fieldset className={classes.group} data-top={path.length === 0 || undefined}>
      {path.length > 0 && (
        <legend>
          <Name name={name} field={field} />
          {tools}
        </legend>
      )}
      {members.map((member) => (
        <FieldRow
          key={member.name}
          name={member.name}
          path={[...path, member.name]}
          field={member.field}
          value={Object.hasOwn(object, member.name) ? object[member.name] : undefined}
          required={member.required}
          edit={edit}
        />
      ))}
      {others.map((key) => (
        <FieldRow
          key={key}
          name={key}
          path={[...path, key]}
          field={OTHER}
          value={object[key]}
          required={false}
          edit={edit}
        />
      ))}
      {members.length + others.length === 0 && <p className={classes.none}>It has no fields.</p>}
    </fieldset>
  );
}

const OTHER: FormField = { kind: "json", nullable: false, description: "Not in the schema" };

function Items(props: Labelled & { readonly items: readonly unknown[]; readonly tools: React.ReactNode }) {
  const { path, field, items, edit, name, label, tools } = props;
  const item = field.item ?? OTHER;
  return (
    <fieldset className={classes.group}>
      <legend>
        <Name name={name} field={field} />
        {tools}
      </legend>
      {items.map((each, index) => (
        <FieldRow
          // biome-ignore lint/suspicious/noArrayIndexKey: an item has no other name than its place.
          key={index}
          name={`[${index}]`}
          path={[...path, index]}
          field={item}
          value={each}
          required={false}
          edit={edit}
        />
      ))}
      <Button
        className={classes.add}
        variant="subtle"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        aria-label={`Add an item to ${label}`}
        onClick={() => edit.write([...path, items.length], emptyValue(item))}
      >
        Add item
      </Button>
    </fieldset>
  );
}

function Absent({ name, field, path, required, edit, label }: Labelled) {
  return (
    <div className={classes.row}>
      <Name name={name} field={field} />
      <span className={classes.absent} data-missing={required || undefined}>
        {required ? "is missing" : "not set"}
        <Button
          variant="subtle"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          aria-label={`Add ${label}`}
          onClick={() => edit.write(path, emptyValue(field))}
        >
          Add
        </Button>
      </span>
      <span />
    </div>
  );
}

function Tools({ field, value, path, required, edit, label }: Labelled) {
  return (
    <span className={classes.tools}>
      {field.nullable && (
        <Checkbox
          label="null"
          aria-label={`${label} is null`}
          checked={value === null}
          onChange={(change) =>
            edit.write(path, change.currentTarget.checked ? null : emptyValue({ ...field, nullable: false }))
          }
        />
      )}
      {!required && path.length > 0 && (
        <ActionIcon variant="subtle" color="gray" aria-label={`Take out ${label}`} onClick={() => edit.remove(path)}>
          <IconX size={14} />
        </ActionIcon>
      )}
    </span>
  );
}

function Name({ name, field }: { readonly name: string; readonly field: FormField }) {
  return (
    <span className={classes.name} title={visibleText(field.description ?? "")}>
      <span className="mono">
        <ShownText text={name} />
      </span>
      {field === OTHER && <span className={classes.optional}>not in the schema</span>}
    </span>
  );
}

function pathLabel(path: FormPath): string {
  const label = path.reduce<string>((before, step) => {
    if (typeof step === "number") return `${before}[${step}]`;
    return before === "" ? step : `${before}.${step}`;
  }, "");
  return visibleText(label);
}

function cut(text: string): string {
  return text.length <= SHOWN_LETTERS ? text : `${text.slice(0, SHOWN_LETTERS)}…`;
}
