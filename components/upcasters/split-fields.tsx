"use client";
import { ActionIcon, Autocomplete, Button, Menu, NumberInput } from "@mantine/core";
import { randomId } from "@mantine/hooks";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { ExpressionField } from "./expression-field";
import { moved } from "./moved";
import { DATA_KINDS, emptyOperation, type OperationForm, type SplitEventForm } from "./operation-form";
import { OperationRow } from "./operation-row";
import classes from "./operation-row.module.css";
import { type OperationScope, scopeInSplit } from "./operation-scope";
import { KIND_WORDS } from "./operation-words";

interface SplitFieldsProps {
  readonly name: string;
  readonly form: OperationForm;
  readonly around: OperationScope;
  readonly types: readonly string[];
  readonly readOnly: boolean;
  readonly onChange: (operation: OperationForm) => void;
}

/** The events that a split makes, each with its type, its condition and operations of its own. */
export function SplitFields({ name, form, around, types, readOnly, onChange }: SplitFieldsProps) {
  const setEvents = (events: readonly SplitEventForm[]) => onChange({ ...form, events });
  const add = () =>
    setEvents([...form.events, { key: randomId(), type: "", schemaVersion: "", when: "", operations: [] }]);
  return (
    <>
      {form.events.map((event, index) => (
        <SplitEvent
          key={event.key}
          number={index + 1}
          of={name}
          event={event}
          around={around}
          types={types}
          readOnly={readOnly}
          onChange={(changed) => setEvents(form.events.map((each) => (each === event ? changed : each)))}
          onRemove={() => setEvents(form.events.filter((each) => each !== event))}
        />
      ))}
      {!readOnly && (
        <div>
          <Button variant="subtle" leftSection={<IconPlus size={14} />} onClick={add}>
            Add event
          </Button>
        </div>
      )}
    </>
  );
}

interface SplitEventProps {
  readonly number: number;
  readonly of: string;
  readonly event: SplitEventForm;
  readonly around: OperationScope;
  readonly types: readonly string[];
  readonly readOnly: boolean;
  readonly onChange: (event: SplitEventForm) => void;
  readonly onRemove: () => void;
}

function SplitEvent({ number, of, event, around, types, readOnly, onChange, onRemove }: SplitEventProps) {
  const name = `event ${number}, ${of}`;
  const setOperations = (operations: readonly OperationForm[]) => onChange({ ...event, operations });
  const own = scopeInSplit(around, number - 1, null);
  const errorOf = (field: string) => own.problems.find((problem) => problem.field === field)?.message;
  return (
    <section className={classes.made} aria-label={`Event ${number}, ${of}`}>
      <div className={classes.madeHead}>
        <span className={classes.words}>Event {number}</span>
        <Autocomplete
          aria-label={`Event type, ${name}`}
          placeholder="the type made"
          data={[...types]}
          value={event.type}
          error={errorOf("type")}
          readOnly={readOnly}
          onChange={(type) => onChange({ ...event, type })}
        />
        <NumberInput
          aria-label={`Version, ${name}`}
          placeholder="its version"
          prefix="v"
          min={1}
          max={32_767}
          allowDecimal={false}
          value={event.schemaVersion === "" ? "" : Number(event.schemaVersion)}
          error={errorOf("schemaVersion")}
          readOnly={readOnly}
          onChange={(value) => onChange({ ...event, schemaVersion: String(value) })}
        />
        {!readOnly && (
          <ActionIcon aria-label={`Remove ${name}`} onClick={onRemove}>
            <IconTrash size={14} />
          </ActionIcon>
        )}
      </div>
      <ExpressionField
        label={`Condition, ${name}`}
        field="when"
        placeholder="always; or a condition"
        value={event.when}
        around={own}
        readOnly={readOnly}
        onChange={(when) => onChange({ ...event, when })}
      />
      <ol>
        {event.operations.map((operation, index) => (
          <OperationRow
            key={operation.key}
            number={index + 1}
            last={index === event.operations.length - 1}
            list={event.key}
            name={`operation ${index + 1} of ${name}`}
            form={operation}
            around={scopeInSplit(around, number - 1, index)}
            types={types}
            kinds={DATA_KINDS}
            tried={0}
            readOnly={readOnly}
            onChange={(changed) => setOperations(event.operations.map((each) => (each === operation ? changed : each)))}
            onMove={(from, to) => setOperations(moved(event.operations, from, to))}
            onRemove={() => setOperations(event.operations.filter((each) => each !== operation))}
          />
        ))}
      </ol>
      {!readOnly && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="subtle" leftSection={<IconPlus size={14} />}>
              Add operation to event {number}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {DATA_KINDS.map((kind) => (
              <Menu.Item
                key={kind}
                onClick={() => setOperations([...event.operations, emptyOperation(kind, randomId())])}
              >
                {KIND_WORDS[kind].says}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </section>
  );
}
