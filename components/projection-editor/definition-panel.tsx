"use client";
import { Collapse, NumberInput, Select, TextInput, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { CelField } from "@/components/code-editor/cel-field";
import { Panel } from "@/components/layout/panel";
import classes from "./definition-panel.module.css";
import type { EditorForm } from "./editor-form";
import { type Checked, expressionProblems, fieldProblem } from "./problem-lookup";

interface DefinitionPanelProps {
  readonly form: EditorForm;
  readonly checked: Checked | undefined;
  /** The name of one that was saved stays. */
  readonly named: boolean;
  readonly onChange: (form: EditorForm) => void;
}

const POLICIES = [
  { value: "park", label: "Park the stream" },
  { value: "skip", label: "Skip the event" },
  { value: "stop", label: "Stop" },
] as const;

/** What the projection is called, what one row of it is, and what happens to events that it cannot apply. */
export function DefinitionPanel({ form, checked, named, onChange }: DefinitionPanelProps) {
  const [opened, { toggle }] = useDisclosure(false);
  const change = (part: Partial<EditorForm>) => onChange({ ...form, ...part });
  const problemOf = (path: string, value: string) => (value === "" ? null : fieldProblem(checked, path));
  return (
    <Panel title="Definition" padded>
      <div className={classes.fields}>
        <TextInput
          label="Name"
          description={
            form.name === "" ? "names the view that consumers read" : `consumers read read_models.${viewOf(form.name)}`
          }
          placeholder="open-fines"
          classNames={{ input: "mono" }}
          value={form.name}
          readOnly={named}
          error={problemOf("name", form.name)}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label="Description"
          description="what a row says, for whoever reads it"
          value={form.description}
          maxLength={500}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
        <div className={classes.wide}>
          <p className={classes.label}>Key</p>
          <p className="hint">
            The row that an event changes: text, or a list for several rows. event.streamId: one row for each stream.
          </p>
          <CelField
            label="Key expression"
            placeholder="event.streamId"
            value={form.key}
            problems={expressionProblems(checked, { part: "key" }, form.key)}
            onChange={(key) => change({ key })}
          />
        </div>
      </div>
      <UnstyledButton className={classes.more ?? ""} onClick={toggle} aria-expanded={opened}>
        {opened ? <IconChevronDown size={14} aria-hidden="true" /> : <IconChevronRight size={14} aria-hidden="true" />}
        Key column, partitions, failures
      </UnstyledButton>
      <Collapse expanded={opened}>
        <div className={classes.fields}>
          <TextInput
            label="Key column"
            classNames={{ input: "mono" }}
            value={form.keyColumn}
            error={fieldProblem(checked, "keyColumn")}
            onChange={(event) => change({ keyColumn: event.currentTarget.value })}
          />
          <NumberInput
            label="Partitions"
            min={1}
            max={1024}
            allowDecimal={false}
            value={form.partitions}
            error={fieldProblem(checked, "partitions")}
            onChange={(value) => change({ partitions: Number(value) || 1 })}
          />
          <Select
            label="An event that cannot be applied"
            data={POLICIES}
            value={form.policy}
            allowDeselect={false}
            onChange={(policy) => change({ policy: policy ?? form.policy })}
          />
          <NumberInput
            label="after so many attempts"
            min={1}
            max={20}
            allowDecimal={false}
            value={form.attempts}
            error={fieldProblem(checked, "onError.attempts")}
            onChange={(value) => change({ attempts: Number(value) || 1 })}
          />
        </div>
      </Collapse>
    </Panel>
  );
}

const viewOf = (name: string) => name.replaceAll("-", "_");
