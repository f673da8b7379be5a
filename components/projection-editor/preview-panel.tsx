"use client";
import { ActionIcon, Select, TextInput } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { EmptyState } from "@/components/layout/empty-state";
import { ErrorState } from "@/components/layout/error-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import { Panel } from "@/components/layout/panel";
import { StatusTag } from "@/components/layout/status-tag";
import type { ConsoleDefinitionBody, ConsolePreview } from "@/lib/api/console-projections";
import { formatCount, formatCounted } from "@/lib/format/number";
import { FoldTable } from "./fold-table";
import classes from "./preview-panel.module.css";
import { useFoldPreview } from "./use-definition";

const PER_TYPE = [
  { value: "2", label: "2 of each type" },
  { value: "5", label: "5 of each type" },
  { value: "20", label: "20 of each type" },
  { value: "50", label: "50 of each type" },
];

/** Stored events folded with the definition as it stands: the row before and after each of them. */
export function PreviewPanel({ definition }: { readonly definition: ConsoleDefinitionBody }) {
  const [key, setKey] = useState("");
  const [perType, setPerType] = useState("5");
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, error, isFetching, refetch } = useFoldPreview(definition, key, Number(perType));
  const keys = data?.keys ?? [];
  const place = Math.max(
    0,
    keys.findIndex((each) => each.key === chosen),
  );
  const current = keys[place];
  const go = (step: number) => setChosen(keys[(place + step + keys.length) % keys.length]?.key ?? null);
  return (
    <Panel
      title="Preview"
      note={data === undefined ? undefined : <Verdict preview={data} trying={isFetching} />}
      aside={
        <span className={classes.controls}>
          <Select
            aria-label="How many events"
            data={PER_TYPE}
            value={perType}
            allowDeselect={false}
            onChange={(value) => setPerType(value ?? perType)}
          />
          <TextInput
            aria-label="Only the row with this key"
            placeholder="Only this key"
            classNames={{ input: "mono" }}
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
        </span>
      }
    >
      {definition.on.length === 0 ? (
        <EmptyState title="Nothing to fold yet">Choose an event type and write its first expression.</EmptyState>
      ) : error !== null ? (
        <ErrorState title="The events could not be folded" onRetry={() => refetch()} details={String(error.stack)}>
          {error.message}
        </ErrorState>
      ) : data === undefined ? (
        <LoadingRows rows={6} label="Folding stored events" />
      ) : current === undefined ? (
        <EmptyState title={data.problems.length > 0 && data.events === 0 ? "Not folded" : "No row"}>
          {emptyWords(data, key)}
        </EmptyState>
      ) : (
        <>
          <div className={classes.row}>
            <ActionIcon aria-label="Previous row" disabled={keys.length < 2} onClick={() => go(-1)}>
              <IconChevronLeft size={16} />
            </ActionIcon>
            <Select
              className={classes.key ?? ""}
              aria-label="Row shown"
              classNames={{ input: "mono" }}
              searchable
              data={keys.map((each) => each.key)}
              value={current.key}
              allowDeselect={false}
              onChange={setChosen}
            />
            <ActionIcon aria-label="Next row" disabled={keys.length < 2} onClick={() => go(1)}>
              <IconChevronRight size={16} />
            </ActionIcon>
            <span className="hint">
              {place + 1} of {formatCounted(keys.length, "row")} shown
              {!data.complete && "; rows begin with the first event looked at"}
            </span>
          </div>
          <FoldTable
            rowKey={current.key}
            columns={definition.columns.map(({ name }) => name)}
            steps={current.steps}
            more={current.more}
          />
        </>
      )}
    </Panel>
  );
}

function Verdict({ preview, trying }: { readonly preview: ConsolePreview; readonly trying: boolean }) {
  const { events, rows, failed, problems } = preview;
  if (problems.some(({ severity }) => severity === "error"))
    return trying ? "folding…" : "waits for the mistakes above";
  return (
    <span className={classes.verdict}>
      {formatCounted(events, "event")} into {formatCounted(rows, "row")}
      {failed > 0 && <StatusTag status="stopped">{formatCount(failed)} cannot be applied</StatusTag>}
      {trying && "folding…"}
    </span>
  );
}

function emptyWords({ problems, events }: ConsolePreview, key: string): string {
  if (problems.some(({ severity }) => severity === "error")) return "Correct the mistakes first.";
  if (key !== "") return `None of the ${formatCounted(events, "event")} looked at changes the row “${key}”.`;
  return events === 0 ? "The store holds no event of these types." : "No event gives a key.";
}
