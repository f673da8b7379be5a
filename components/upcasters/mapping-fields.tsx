"use client";
import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { randomId } from "@mantine/hooks";
import { IconArrowRight, IconPlus, IconX } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { formatCount } from "@/lib/format/number";
import type { MappingForm, OperationForm } from "./operation-form";
import { parseValue } from "./operation-form";
import classes from "./operation-row.module.css";
import type { OperationScope } from "./operation-scope";

interface MappingFieldsProps {
  readonly name: string;
  readonly form: OperationForm;
  readonly around: OperationScope;
  readonly readOnly: boolean;
  readonly onChange: (change: Partial<OperationForm>) => void;
}

interface Found {
  readonly json: string;
  readonly events: number;
}

const OTHERWISE = [
  { value: "fail", label: "is an error of that event" },
  { value: "keep", label: "stays as it is" },
  { value: "value", label: "becomes" },
] as const;

/** The values that occur and what each becomes, and what happens to any other. */
export function MappingFields({ name, form, around, readOnly, onChange }: MappingFieldsProps) {
  const { mappings, path } = form;
  const values = around.scope?.values;
  const found = values?.path === path ? values.found : null;
  const missing = missingValues(mappings, found ?? []);
  const change = (changed: MappingForm, fields: Partial<MappingForm>) =>
    onChange({ mappings: mappings.map((each) => (each === changed ? { ...each, ...fields } : each)) });
  const add = (values: readonly string[]) =>
    onChange({
      mappings: [...mappings, ...values.map((json) => ({ key: randomId(), from: json, to: json }))],
    });
  // What occurs becomes known a moment after the path was chosen: an empty list is filled with it, once for each path.
  const filled = useRef("");
  useEffect(() => {
    if (readOnly || mappings.length > 0 || missing.length === 0 || filled.current === path) return;
    filled.current = path;
    add(missing);
  });
  const problemAt = (field: string) => around.problems.find((problem) => problem.field === field)?.message;
  return (
    <div className={classes.mapping}>
      <ul>
        {mappings.map((mapping, index) => (
          <li key={mapping.key} className={classes.pair}>
            {(["from", "to"] as const).map((side) => (
              <TextInput
                key={side}
                aria-label={`${side === "from" ? "Value" : "Becomes"} ${index + 1}, ${name}`}
                placeholder={'"EUR"'}
                classNames={{ input: "mono" }}
                value={mapping[side]}
                error={problemAt(`values.${index}.${side}`)}
                readOnly={readOnly}
                onChange={(event) => change(mapping, { [side]: event.currentTarget.value })}
                {...(side === "to" ? { leftSection: <IconArrowRight size={14} aria-hidden="true" /> } : {})}
              />
            ))}
            <span className={classes.count}>{countWords(mapping, found)}</span>
            {!readOnly && (
              <ActionIcon
                aria-label={`Remove value ${index + 1}, ${name}`}
                onClick={() => onChange({ mappings: mappings.filter((each) => each !== mapping) })}
              >
                <IconX size={14} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      <div className={classes.line}>
        {!readOnly && (
          <>
            <Button variant="subtle" leftSection={<IconPlus size={14} />} onClick={() => add([""])}>
              Add value
            </Button>
            {missing.length > 0 && (
              <Button variant="subtle" onClick={() => add(missing)}>
                Add {missing.length === 1 ? `${missing[0]}, which occurs` : `${formatCount(missing.length)} that occur`}
              </Button>
            )}
          </>
        )}
        <span className={classes.words}>Any other value</span>
        <Select
          aria-label={`Any other value, ${name}`}
          className={classes.otherwise ?? ""}
          data={OTHERWISE}
          value={form.otherwise}
          allowDeselect={false}
          readOnly={readOnly}
          onChange={(value) => onChange({ otherwise: OTHERWISE.find((each) => each.value === value)?.value ?? "fail" })}
        />
        {form.otherwise === "value" && (
          <TextInput
            aria-label={`What any other value becomes, ${name}`}
            placeholder="null"
            classNames={{ input: "mono" }}
            value={form.otherwiseValue}
            readOnly={readOnly}
            onChange={(event) => onChange({ otherwiseValue: event.currentTarget.value })}
          />
        )}
      </div>
    </div>
  );
}

/** The values that occur and are not listed, as JSON. */
export function missingValues(
  mappings: readonly MappingForm[],
  values: readonly Pick<Found, "json">[],
): readonly string[] {
  const listed = new Set(mappings.map(({ from }) => JSON.stringify(parseValue(from))));
  return values.map(({ json }) => json).filter((json) => !listed.has(json));
}

function countWords(mapping: MappingForm, found: readonly Found[] | null): string {
  if (found === null) return "";
  const json = JSON.stringify(parseValue(mapping.from));
  return formatCount(found.find((value) => value.json === json)?.events ?? 0);
}
