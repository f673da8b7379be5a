"use client";
import { useMemo } from "react";
import { CopyId } from "@/components/layout/copy-id";
import { ErrorState } from "@/components/layout/error-state";
import { EventTypeName } from "@/components/layout/event-type-name";
import { ShownText } from "@/components/layout/shown-text";
import type { EventDetail } from "@/lib/api/stream";
import { formatDuration } from "@/lib/format/duration";
import { leafPaths, parseForReading } from "@/lib/format/json-tree";
import { formatCounted } from "@/lib/format/number";
import classes from "./event-pane.module.css";
import { JsonView } from "./json-view";
import { NotApplied } from "./not-applied";

interface EventDataProps {
  readonly detail: EventDetail;
  readonly reading: "today" | "raw" | "both";
}

/** The payload: as today's upcasters read it, as it is stored, or one above the other. */
export function EventData({ detail, reading }: EventDataProps) {
  const { event, readAs, changes, problem } = detail;
  return (
    <>
      <NotApplied deadLetters={detail.deadLetters} />
      {reading !== "raw" && detail.steps.length > 0 && <Steps detail={detail} />}
      {reading !== "raw" && problem !== null && (
        <ErrorState title="This event cannot be read today" details={problem}>
          <ShownText text={problem} /> What is stored stands below.
        </ErrorState>
      )}
      {reading !== "raw" && problem === null && readAs.length === 0 && (
        <p className={classes.dropped}>Today's upcasters drop this event: no reducer or projection sees it.</p>
      )}
      {reading !== "raw" &&
        readAs.map((read, index) => (
          <Payload
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a split event have no other name.
            key={index}
            title={readAs.length === 1 ? "Data" : `Data, part ${index + 1} of ${readAs.length}`}
            type={readAs.length === 1 ? null : read.type}
            text={read.dataText}
            changes={index === 0 ? changes : []}
          />
        ))}
      {(reading !== "today" || problem !== null || readAs.length === 0) && (
        <Payload
          title={`Stored data, v${event.schemaVersion}`}
          type={event.type === readAs[0]?.type || readAs.length === 0 ? null : event.type}
          text={event.dataText}
          changes={[]}
        />
      )}
    </>
  );
}

function Steps({ detail }: { readonly detail: EventDetail }) {
  return (
    <ol className={classes.steps} aria-label="Upcasters">
      {detail.steps.map((step) => (
        <li key={`${step.id} ${step.from.type} ${step.from.schemaVersion}`} data-failed={step.failed || undefined}>
          <span className={classes.edge}>
            v{step.from.schemaVersion} → v{step.to.schemaVersion}
          </span>
          <b>{step.title}</b>
          <span className={classes.micro}>{step.failed ? "failed" : formatDuration(step.elapsedMs)}</span>
        </li>
      ))}
    </ol>
  );
}

interface PayloadProps {
  readonly title: string;
  readonly type: string | null;
  readonly text: string;
  readonly changes: EventDetail["changes"];
}

function Payload({ title, type, text, changes }: PayloadProps) {
  const marks = new Map(changes.map(({ path, how, version }) => [path, `${how} · v${version}`]));
  const isChanged = changes.length > 0;
  const fields = useMemo(() => (isChanged ? leafPaths(parseForReading(text), "").length : 0), [isChanged, text]);
  return (
    <section className={classes.section}>
      <header>
        <h3>{title}</h3>
        {type !== null && <EventTypeName type={type} />}
        <CopyId value={text} what={title.toLowerCase()} buttonOnly />
        <span className={classes.changed}>
          {isChanged && `${changes.length} of ${formatCounted(fields, "field")} changed on read`}
        </span>
      </header>
      <JsonView text={text} marks={marks} label={title} />
    </section>
  );
}
