"use client";
import { Button, NumberInput, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { DialogFrame } from "@/components/actions/dialog-frame";
import { formOf } from "@/components/actions/form-of";
import { useAction } from "@/components/actions/use-action";
import { draftProblem, type EventDraft, laidOut } from "@/components/event-draft/event-draft";
import { EventFields } from "@/components/event-draft/event-fields";
import { useFirstDraft } from "@/components/event-draft/use-first-draft";
import { EmptyState } from "@/components/layout/empty-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import { QueryError } from "@/components/lists/query-error";
import type { StreamPlace } from "@/components/stream/use-stream";
import { appendCorrectionAction } from "@/lib/actions/append-correction";
import type { CorrectionReader } from "@/lib/api/corrections";
import { dryRunAppend } from "@/lib/api/corrections-queries";
import type { Role } from "@/lib/auth/role";
import { formatCount } from "@/lib/format/number";
import { visibleText } from "@/lib/format/visible-text";
import { AppendCode } from "./append-code";
import classes from "./append-dialog.module.css";
import { type AppendDraft, appendRequest } from "./append-request";
import { Appended } from "./appended";
import { DryRunResult } from "./dry-run-result";

interface AppendDialogProps {
  readonly place: StreamPlace;
  readonly role: Role;
  /** The event to begin with, or only its type; empty: the type that the stream has most of. */
  readonly begin: EventDraft | string;
  readonly corrects: number | null;
  readonly onClose: () => void;
}

/** Appends one event by hand: written by its schema, run dry, given a reason, stored at exactly the version looked at. */
export function AppendDialog(props: AppendDialogProps) {
  const { place, begin, onClose } = props;
  return (
    <DialogFrame
      opened
      onClose={onClose}
      title={`Append to ${visibleText(place.stream.streamId)}`}
      note="What is stored stays as it is; this adds one event behind it."
      size={1120}
    >
      {typeof begin === "string" ? <OfType {...props} type={begin} /> : <AppendForm {...props} begin={begin} />}
    </DialogFrame>
  );
}

function OfType({ type, ...props }: AppendDialogProps & { readonly type: string }) {
  const { begin, error, retry } = useFirstDraft(props.place.stream.streamId, type);
  if (error !== null) return <QueryError title="The types could not be read" error={error} onRetry={retry} />;
  if (begin === null) return <LoadingRows label="Loading the types" rows={8} />;
  return <AppendForm {...props} begin={begin} />;
}

function requestOf(draft: AppendDraft) {
  const problem = draftProblem(draft);
  return { problem, request: problem === null ? appendRequest(draft) : null };
}

interface Done {
  readonly version: number;
  readonly readers: readonly CorrectionReader[];
}

interface AppendFormProps extends Omit<AppendDialogProps, "begin"> {
  readonly begin: EventDraft;
}

function AppendForm({ place, role, begin, onClose, ...props }: AppendFormProps) {
  const { stream, goTo, showNew } = place;
  const queries = useQueryClient();
  const [draft, setDraft] = useState<AppendDraft>(() => ({
    ...begin,
    dataText: laidOut(begin.dataText),
    eventId: crypto.randomUUID(),
    expectedVersion: stream.version,
    corrects: props.corrects,
  }));
  const [reason, setReason] = useState("");
  const [done, setDone] = useState<Done | null>(null);
  const { problem, request } = useMemo(() => requestOf(draft), [draft]);
  const dryRun = useMutation({
    mutationFn: async (body: string) => ({ body, tried: await dryRunAppend(stream.streamId, body) }),
  });
  const tried = dryRun.data?.tried ?? null;
  const isCurrent = tried !== null && dryRun.data?.body === request;
  const [, append, appending] = useAction(appendCorrectionAction, (state) => {
    if (!state.ok) {
      // What came in between, or what refuses it, shows in a dry run.
      if (request !== null) dryRun.mutate(request);
      return;
    }
    void queries.invalidateQueries();
    setDone({ version: draft.expectedVersion + 1, readers: tried?.readers ?? [] });
  });
  const lookAgain = () => {
    showNew();
    void queries.invalidateQueries({ queryKey: ["stream", stream.streamId] });
    if (tried?.conflict == null) return;
    setDraft({ ...draft, expectedVersion: tried.conflict.actual });
    dryRun.reset();
  };
  if (done !== null) {
    return (
      <Appended
        version={done.version}
        readers={done.readers}
        role={role}
        onSee={() => {
          onClose();
          goTo(done.version);
        }}
        onClose={onClose}
      />
    );
  }
  const blocked =
    problem ??
    (tried === null
      ? "Run it dry first."
      : !isCurrent
        ? "It was changed since the dry run: run it dry again."
        : tried.conflict !== null || tried.refusal !== null || tried.held
          ? "The dry run says why it cannot be appended."
          : reason.trim() === ""
            ? "Say why."
            : null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (request !== null) dryRun.mutate(request);
      }}
    >
      <div className={classes.columns}>
        <section className={classes.column} aria-label="Event">
          <EventFields
            streamId={stream.streamId}
            category={stream.category}
            draft={draft}
            onChange={(event) => setDraft((last) => ({ ...last, ...event }))}
          />
          <div className={classes.places}>
            <NumberInput
              label="Expected version"
              description="The version that you looked at"
              readOnly
              hideControls
              thousandSeparator=","
              value={draft.expectedVersion}
            />
            <NumberInput
              label="Corrects version"
              description="Its cause, optional"
              min={1}
              max={draft.expectedVersion}
              allowDecimal={false}
              hideControls
              value={draft.corrects ?? ""}
              onChange={(value) => setDraft({ ...draft, corrects: typeof value === "number" ? value : null })}
            />
          </div>
        </section>
        <section className={classes.column} aria-label="Dry run">
          <div className={classes.head}>
            <h3>Dry run</h3>
            <Button type="submit" loading={dryRun.isPending} disabled={problem !== null}>
              {tried === null ? "Run dry" : "Run dry again"}
            </Button>
          </div>
          {dryRun.error !== null && (
            <QueryError
              title="It could not be run dry"
              error={dryRun.error}
              onRetry={() => request !== null && dryRun.mutate(request)}
            />
          )}
          {tried === null && dryRun.error === null && (
            <EmptyState title="Nothing was tried yet">
              A dry run shows the state after the event, and which projections would see it. It stores nothing.
            </EmptyState>
          )}
          {tried !== null && <DryRunResult tried={tried} stale={!isCurrent} onReload={lookAgain} />}
        </section>
      </div>
      <div className={classes.foot}>
        <Textarea
          className={classes.reason}
          label="Reason"
          description="Stored with the event, and in the audit"
          maxLength={500}
          autosize
          minRows={1}
          maxRows={3}
          value={reason}
          onChange={(change) => setReason(change.currentTarget.value)}
        />
        <AppendCode streamId={stream.streamId} draft={draft} reason={reason} disabled={problem !== null} />
        <span className={classes.blocked}>{blocked}</span>
        <Button onClick={onClose}>Close</Button>
        <Button
          variant="filled"
          loading={appending}
          disabled={blocked !== null}
          onClick={() => request !== null && append(formOf({ streamId: stream.streamId, request, reason }))}
        >
          Append version {formatCount(draft.expectedVersion + 1)}
        </Button>
      </div>
    </form>
  );
}
