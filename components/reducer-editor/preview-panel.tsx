"use client";
import { ActionIcon, Autocomplete, Select } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import Link from "next/link";
import { EmptyState } from "@/components/layout/empty-state";
import { ErrorState } from "@/components/layout/error-state";
import { EventTypeName } from "@/components/layout/event-type-name";
import { LoadingRows } from "@/components/layout/loading-rows";
import { Panel } from "@/components/layout/panel";
import { ShownText } from "@/components/layout/shown-text";
import { StatusTag } from "@/components/layout/status-tag";
import type { ReducerPreview } from "@/lib/api/reducer-preview";
import type { ReducerBody } from "@/lib/api/reducers";
import { formatCount, formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import classes from "./preview-panel.module.css";
import { StreamPreview } from "./stream-preview";
import type { EditorUrl } from "./use-editor-url";
import { useReducerPreview } from "./use-reducer";

interface PreviewPanelProps {
  readonly definition: ReducerBody;
  /** The same as text. */
  readonly text: string;
  readonly url: EditorUrl;
}

const SAMPLES = ["5", "20", "100"].map((value) => ({ value, label: `${value} streams` }));

/** Stored streams of the category folded with the definition as it stands: how many of their events, and one step by step. */
export function PreviewPanel({ definition, text, url }: PreviewPanelProps) {
  const { sample, stream, set } = url;
  const ready = definition.category !== "" && (definition.on.length > 0 || definition.otherwise === "merge");
  const { data, error, isFetching, refetch } = useReducerPreview(text, sample, ready);
  const streams = data?.streams ?? [];
  const place = streams.findIndex(({ streamId }) => streamId === stream);
  const shown = stream ?? streams.find(({ failed }) => failed > 0)?.streamId ?? streams[0]?.streamId ?? null;
  const at = place < 0 ? streams.findIndex(({ streamId }) => streamId === shown) : place;
  const go = (step: number) => {
    const next = streams[(Math.max(at, 0) + step + streams.length) % streams.length];
    if (next !== undefined) set({ stream: next.streamId, version: null });
  };
  const wrong = data?.problems.some(({ severity }) => severity === "error") ?? false;
  return (
    <Panel
      title="Preview"
      note={data === undefined || wrong ? undefined : <Verdict preview={data} folding={isFetching} />}
      aside={
        <Select
          aria-label="How many streams are folded"
          className={classes.sample ?? ""}
          data={SAMPLES}
          value={String(sample)}
          allowDeselect={false}
          onChange={(value) => set({ sample: Number(value ?? sample) })}
        />
      }
    >
      {!ready ? (
        <EmptyState title="Nothing to fold yet">
          {definition.category === ""
            ? "Choose the category whose streams it folds."
            : "Choose an event type and say what it changes."}
        </EmptyState>
      ) : error !== null ? (
        <ErrorState title="The streams could not be folded" onRetry={() => refetch()} details={String(error.stack)}>
          {error.message}
        </ErrorState>
      ) : data === undefined ? (
        <LoadingRows rows={6} label="Folding stored streams" />
      ) : wrong ? (
        <EmptyState title={isFetching ? "Folding…" : "Not folded"}>Correct the mistakes first.</EmptyState>
      ) : shown === null ? (
        <EmptyState title="No stream">
          The store holds no stream of “<ShownText text={definition.category} />
          ”.
        </EmptyState>
      ) : (
        <>
          <Failures preview={data} />
          <div className={classes.bar}>
            <ActionIcon aria-label="Previous stream" disabled={streams.length < 2} onClick={() => go(-1)}>
              <IconChevronLeft size={16} />
            </ActionIcon>
            <Autocomplete
              key={shown}
              className={classes.stream ?? ""}
              aria-label="Stream shown"
              classNames={{ input: "mono" }}
              data={streams.map(({ streamId }) => streamId)}
              defaultValue={shown}
              limit={100}
              spellCheck={false}
              onOptionSubmit={(streamId) => set({ stream: streamId, version: null })}
              onBlur={(event) => {
                const typed = event.currentTarget.value.trim();
                if (typed !== "" && typed !== shown) set({ stream: typed, version: null });
              }}
              onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
            />
            <ActionIcon aria-label="Next stream" disabled={streams.length < 2} onClick={() => go(1)}>
              <IconChevronRight size={16} />
            </ActionIcon>
            {at >= 0 && (
              <span className="hint">
                {formatCount(at + 1)} of {formatCounted(streams.length, "stream")} folded
              </span>
            )}
            <Link href={streamHref(shown)}>Open stream</Link>
          </div>
          <StreamPreview text={text} streamId={shown} url={url} />
        </>
      )}
    </Panel>
  );
}

function Verdict({ preview, folding }: { readonly preview: ReducerPreview; readonly folding: boolean }) {
  const { streams, streamsOfCategory, events, failed, ignored, microsecondsPerEvent, cut } = preview;
  const whole = streams.filter((each) => each.failed === 0).length;
  return (
    <span className={classes.verdict}>
      <span>
        {formatCount(whole)} of {formatCounted(streams.length, "stream")} without an error
        {streamsOfCategory > streams.length && `, of ${formatCount(streamsOfCategory)}`}
      </span>
      {failed > 0 ? (
        <StatusTag status="stopped">
          {formatCount(failed)} of {formatCounted(events, "event")} cannot be folded
        </StatusTag>
      ) : (
        <span>{formatCounted(events, "event")}</span>
      )}
      {ignored > 0 && <span>{formatCount(ignored)} ignored</span>}
      {microsecondsPerEvent !== null && <span>{formatMicroseconds(microsecondsPerEvent)} an event</span>}
      {cut && <StatusTag status="warning">not all of them: time or length ran out</StatusTag>}
      {folding && <span>folding…</span>}
    </span>
  );
}

function formatMicroseconds(micros: number): string {
  return micros >= 1_000 ? `${(micros / 1_000).toFixed(1)} ms` : `${micros.toFixed(micros < 10 ? 1 : 0)} µs`;
}

function Failures({ preview }: { readonly preview: ReducerPreview }) {
  if (preview.failures.length === 0) return null;
  return (
    <ul className={classes.failures} aria-label="Events that cannot be folded">
      {preview.failures.map(({ streamId, version, type, message, path, events }) => (
        <li key={`${type} ${path} ${message}`}>
          <EventTypeName type={type} />
          <span className={classes.message}>
            <ShownText text={message} />
          </span>
          <span className="hint">
            {formatCounted(events, "event")}, such as{" "}
            <Link href={streamHref(streamId, `version=${version}`)} className="mono">
              <ShownText text={streamId} /> {formatCount(version)}
            </Link>
          </span>
        </li>
      ))}
    </ul>
  );
}
