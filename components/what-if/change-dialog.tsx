"use client";
import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import classes from "@/components/actions/action-dialog.module.css";
import { DialogFrame } from "@/components/actions/dialog-frame";
import { draftProblem, type EventDraft, laidOut } from "@/components/event-draft/event-draft";
import { EventFields } from "@/components/event-draft/event-fields";
import { useFirstDraft } from "@/components/event-draft/use-first-draft";
import { LoadingRows } from "@/components/layout/loading-rows";
import { useTimeZone } from "@/components/layout/time-zone";
import { QueryError } from "@/components/lists/query-error";
import type { StreamPlace } from "@/components/stream/use-stream";
import { eventQuery } from "@/lib/api/stream";
import { parseMoment } from "@/lib/format/wall-clock";
import type { Change, Insert } from "./changes";
import type { Writing } from "./use-what-if";

interface ChangeDialogProps {
  readonly place: StreamPlace;
  readonly writing: Writing;
  readonly onClose: () => void;
  readonly onWrite: (change: Change) => void;
}

/** Writes an event that could have been: another form of a stored one, or one that is inserted. */
export function ChangeDialog(props: ChangeDialogProps) {
  const { writing, onClose } = props;
  const title = writing.kind === "edit" ? `Edit version ${writing.version}` : `Insert ${behindWords(writing.after)}`;
  return (
    <DialogFrame opened onClose={onClose} title={title} note="Supposed only: nothing is stored." size={720}>
      {writing.change !== null ? (
        <ChangeForm {...props} begin={writing.change} />
      ) : writing.kind === "edit" ? (
        <OfStored {...props} version={writing.version} />
      ) : (
        <OfTemplate {...props} after={writing.after} at={writing.place} />
      )}
    </DialogFrame>
  );
}

function behindWords(after: number): string {
  return after === 0 ? "before the first event" : `behind version ${after}`;
}

function OfStored({ version, ...props }: ChangeDialogProps & { readonly version: number }) {
  const { data, error, refetch } = useQuery(eventQuery(props.place.stream.streamId, version));
  if (data === undefined && error !== null) {
    return <QueryError title="The event could not be read" error={error} onRetry={() => void refetch()} />;
  }
  if (data === undefined || data.event.version !== version) return <LoadingRows label="Loading the event" rows={6} />;
  const { type, schemaVersion, dataText } = data.event;
  const begin = { change: "edit", version, type, schemaVersion, dataText, occurredAt: null } as const;
  return <ChangeForm {...props} begin={begin} />;
}

/** Begins with the type that the stream has most of, filled in like its last event. */
function OfTemplate({ after, at, ...props }: ChangeDialogProps & { readonly after: number; readonly at: number }) {
  const { begin, error, retry } = useFirstDraft(props.place.stream.streamId);
  if (error !== null) return <QueryError title="The types could not be read" error={error} onRetry={retry} />;
  if (begin === null) return <LoadingRows label="Loading the types" rows={6} />;
  const insert: Insert = { change: "insert", after, place: at, ...begin, occurredAt: null };
  return <ChangeForm {...props} begin={insert} />;
}

interface ChangeFormProps extends ChangeDialogProps {
  readonly begin: Exclude<Change, { change: "leave-out" }>;
}

function ChangeForm({ place, begin, onClose, onWrite }: ChangeFormProps) {
  const { stream } = place;
  const [draft, setDraft] = useState<EventDraft>({ ...begin, dataText: laidOut(begin.dataText) });
  const [occurredAt, setOccurredAt] = useState(begin.occurredAt ?? "");
  const timeZone = useTimeZone();
  const isTimed = occurredAt.trim() !== "";
  const at = isTimed ? parseMoment(occurredAt, timeZone, new Date()) : null;
  const problem = draftProblem(draft) ?? (isTimed && at === null ? "That is no instant." : null);
  const write = () => {
    const { type, schemaVersion, dataText } = draft;
    onWrite({ ...begin, type, schemaVersion, dataText, occurredAt: at?.toISOString() ?? null });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === null) write();
      }}
    >
      <div className={classes.body}>
        <EventFields streamId={stream.streamId} category={stream.category} draft={draft} onChange={setDraft} />
        <TextInput
          label="Occurred at"
          description={at === null ? whenEmpty(begin) : `Read as ${at.toISOString()}.`}
          placeholder="2026-03-01 12:00:00"
          value={occurredAt}
          error={
            isTimed && at === null && "An instant belongs here, such as 2026-03-01 12:00:00 or 2026-03-01T12:00:00Z."
          }
          onChange={(change) => setOccurredAt(change.currentTarget.value)}
        />
      </div>
      <div className={classes.foot}>
        <span className="secondary">{problem ?? "Nothing is stored"}</span>
        <Button onClick={onClose}>Close</Button>
        <Button type="submit" variant="filled" disabled={problem !== null}>
          {begin.change === "edit" ? "Suppose the edit" : "Suppose the event"}
        </Button>
      </div>
    </form>
  );
}

function whenEmpty({ change }: ChangeFormProps["begin"]): string {
  return change === "edit" ? "As it is stored when left empty." : "Like the event before it when left empty.";
}
