"use client";
import { ActionIcon, Button, SegmentedControl } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { CelField } from "@/components/code-editor/cel-field";
import { CodeEditor } from "@/components/code-editor/code-editor";
import { AddType } from "@/components/definitions/add-type";
import { EmptyState } from "@/components/layout/empty-state";
import { EventTypeName } from "@/components/layout/event-type-name";
import { Panel } from "@/components/layout/panel";
import { StatusTag, Tag } from "@/components/layout/status-tag";
import { formatCounted } from "@/lib/format/number";
import { ChangeRow, Offer, Optional } from "./change-row";
import { type CheckedReducer, errorsWithin, expressionProblems, fieldProblem } from "./problem-lookup";
import {
  type ChangeForm,
  definitionText,
  emptyChange,
  emptyType,
  type ReducerForm,
  type TypeForm,
  toDefinition,
} from "./reducer-form";
import { readReducerText, textMarks } from "./reducer-text";
import { statePaths } from "./state-names";
import classes from "./types-panel.module.css";

interface TypesPanelProps {
  readonly form: ReducerForm;
  /** The event types of the catalogue. */
  readonly types: readonly string[];
  readonly checked: CheckedReducer | undefined;
  /** The text as it was typed, while it means this definition, or none; `null`: nothing was typed. */
  readonly typed: string | null;
  readonly face: "form" | "text";
  /** Writes out what the inferred state does; `null` where that is not to be had. */
  readonly onBegin: (() => void) | null;
  readonly onFace: (face: "form" | "text") => void;
  readonly onChange: (form: ReducerForm) => void;
  readonly onType: (text: string | null) => void;
}

/** What events change in the state: a list of changes for each type, as a form or as the JSON that is stored. */
export function TypesPanel(props: TypesPanelProps) {
  const { form, types, checked, typed, face, onFace, onChange, onType } = props;
  const broken = typed !== null && !readReducerText(typed).ok;
  const missing = types.filter((type) => !form.types.some((on) => on.type === type));
  return (
    <Panel
      title="Changes"
      note={
        <SegmentedControl
          aria-label="Definition as"
          value={face}
          onChange={(value) => onFace(value === "text" ? "text" : "form")}
          data={[
            { value: "form", label: "Form" },
            { value: "text", label: "JSON" },
          ]}
        />
      }
      aside={
        face === "form" && !broken ? (
          <AddType types={missing} onAdd={(type) => onChange({ ...form, types: [...form.types, emptyType(type)] })} />
        ) : undefined
      }
    >
      {broken && (
        <p className={classes.broken} role="status">
          <StatusTag status="stopped">The text is no definition; the form shows the last that it meant.</StatusTag>
          <Button variant="subtle" onClick={() => onType(null)}>
            Drop what is typed
          </Button>
        </p>
      )}
      {face === "text" ? (
        <TextFace {...props} />
      ) : form.types.length === 0 ? (
        <EmptyState
          title="It looks at no event type yet"
          action={
            props.onBegin === null ? undefined : (
              <Button onClick={props.onBegin}>Begin with what the inferred state does</Button>
            )
          }
        >
          {fieldProblem(checked, "on") ?? "Events of other types are laid over the state."} Each type gets the changes
          that its events make.
        </EmptyState>
      ) : (
        <ul aria-label="Event types">
          {form.types.map((on, place) => (
            <TypeSection key={on.id} {...props} on={on} place={place} locked={broken} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function TextFace({ form, checked, typed, onChange, onType }: TypesPanelProps) {
  const said = definitionText(toDefinition(form));
  const read = typed === null ? null : readReducerText(typed);
  const means = read?.ok === true && definitionText(toDefinition(read.form)) === said;
  const shown = typed !== null && (means || read?.ok === false) ? typed : definitionText(toDefinition(form), 2);
  const current = checked?.definition === said;
  return (
    <div className={classes.text}>
      <CodeEditor
        label="Definition as JSON"
        language="json"
        exactNumbers
        numbered
        minLines={12}
        maxLines={36}
        value={shown}
        marks={read?.ok === false ? read.marks : current ? textMarks(shown, checked.problems) : []}
        onChange={(now) => {
          const meant = readReducerText(now);
          if (meant.ok && definitionText(toDefinition(meant.form)) !== said) onChange(meant.form);
          onType(now);
        }}
      />
    </div>
  );
}

interface TypeSectionProps extends TypesPanelProps {
  readonly on: TypeForm;
  readonly place: number;
  readonly locked: boolean;
}

function TypeSection({ form, on, place, checked, locked, onChange }: TypeSectionProps) {
  const at = `on.${place}`;
  const errors = errorsWithin(checked, at);
  const paths = statePaths(form);
  const put = (part: Partial<TypeForm>) =>
    onChange({ ...form, types: form.types.map((each) => (each === on ? { ...each, ...part } : each)) });
  const change = (changes: readonly ChangeForm[]) => put({ changes });
  const move = (from: number, step: number) => {
    const moved = on.changes[from];
    if (moved === undefined) return;
    const others = on.changes.filter((each) => each !== moved);
    change([...others.slice(0, from + step), moved, ...others.slice(from + step)]);
  };
  return (
    <li className={classes.type} aria-label={on.type} inert={locked}>
      <div className={classes.head}>
        <EventTypeName type={on.type} />
        {errors > 0 && <Tag tone="danger">{formatCounted(errors, "mistake")}</Tag>}
        <span className={classes.actions}>
          {on.when === null && <Offer onClick={() => put({ when: "" })}>Only when…</Offer>}
          <Offer onClick={() => change([...on.changes, emptyChange("set")])}>Change</Offer>
          <ActionIcon
            aria-label={`Remove ${on.type}`}
            onClick={() => onChange({ ...form, types: form.types.filter((each) => each !== on) })}
          >
            <IconX size={14} />
          </ActionIcon>
        </span>
      </div>
      {fieldProblem(checked, `${at}.type`) !== null && (
        <p className={classes.said}>{fieldProblem(checked, `${at}.type`)}</p>
      )}
      {on.when !== null && (
        <div className={classes.when}>
          <Optional words="only when" remove={`Every ${on.type}`} onRemove={() => put({ when: null })}>
            <CelField
              label={`Condition of ${on.type}`}
              type={on.type}
              placeholder="data.total > 0"
              value={on.when}
              problems={expressionProblems(checked, `${at}.when`, on.when)}
              onChange={(when) => put({ when })}
            />
          </Optional>
        </div>
      )}
      {on.changes.length === 0 ? (
        <p className={`hint ${classes.none}`}>Its events change nothing.</p>
      ) : (
        <ol>
          {on.changes.map((each, index) => (
            <ChangeRow
              key={each.id}
              change={each}
              type={on.type}
              place={index}
              last={index === on.changes.length - 1}
              at={`${at}.changes.${index}`}
              paths={paths}
              checked={checked}
              onChange={(changed) => change(on.changes.map((other) => (other === each ? changed : other)))}
              onMove={(step) => move(index, step)}
              onRemove={() => change(on.changes.filter((other) => other !== each))}
            />
          ))}
        </ol>
      )}
    </li>
  );
}
