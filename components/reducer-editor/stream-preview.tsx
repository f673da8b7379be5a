"use client";
import { SegmentedControl, Slider } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { DiffView } from "@/components/diff/diff-view";
import { ErrorState } from "@/components/layout/error-state";
import { EventTypeName } from "@/components/layout/event-type-name";
import { LoadingRows } from "@/components/layout/loading-rows";
import { ShownText } from "@/components/layout/shown-text";
import { Tag } from "@/components/layout/status-tag";
import type { ReducerStream } from "@/lib/api/reducer-preview";
import { formatCount } from "@/lib/format/number";
import { StateList } from "./state-list";
import classes from "./stream-preview.module.css";
import type { EditorUrl } from "./use-editor-url";
import { useReducerStream } from "./use-reducer";

interface StreamPreviewProps {
  readonly text: string;
  readonly streamId: string;
  readonly url: EditorUrl;
}

/** One stream folded with the draft: its events, and the state at one of them, beside what is shown today. */
export function StreamPreview({ text, streamId, url }: StreamPreviewProps) {
  const { data, error, isPlaceholderData, refetch } = useReducerStream(text, streamId, url.version);
  if (error !== null) {
    return (
      <ErrorState title="The stream could not be folded" onRetry={() => refetch()} details={String(error.stack)}>
        {error.message}
      </ErrorState>
    );
  }
  if (data === undefined || data.streamId !== streamId) return <LoadingRows rows={8} label="Folding the stream" />;
  const failure = data.failures.find(({ version }) => version === data.version);
  return (
    <div className={classes.split} aria-busy={isPlaceholderData}>
      <Steps key={streamId} stream={data} url={url} />
      <div className={classes.state}>
        <div className={classes.head}>
          <h3>
            State at version {formatCount(data.version)}
            {data.cut && data.version === data.steps.length && (
              <span className="hint"> of {formatCount(data.streamVersion)}; later ones are not folded here</span>
            )}
          </h3>
          <SegmentedControl
            aria-label="State shown"
            value={url.beside ? "beside" : "draft"}
            onChange={(value) => url.set({ beside: value === "beside" })}
            data={[
              { value: "draft", label: "Draft" },
              { value: "beside", label: data.present.inferred ? "Beside the inferred state" : "Beside today's" },
            ]}
          />
        </div>
        {failure !== undefined && (
          <ErrorState title="This event cannot be folded">
            <ShownText text={failure.message} />. The state stays as it was before it.
          </ErrorState>
        )}
        {url.beside ? (
          <DiffView
            label="The draft's state compared with today's"
            before={data.present.stateText}
            after={data.draft.stateText}
            beforeLabel={data.present.inferred ? "Inferred state" : `${data.present.name} v${data.present.version}`}
            afterLabel="Draft"
            maxHeight={440}
            withoutKeys
          />
        ) : (
          <StateList stateText={data.draft.stateText} setHere={data.draft.setHere} />
        )}
      </div>
    </div>
  );
}

const OUTCOMES = { changed: null, unchanged: "no change", failed: "fails" } as const;

function Steps({ stream: { steps, version }, url }: { readonly stream: ReducerStream; readonly url: EditorUrl }) {
  const [dragged, setDragged] = useState<number | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const last = steps.length;
  const go = (to: number) => url.set({ version: to === last ? null : to });
  useEffect(() => {
    const row = list.current?.children[version - 1];
    if (row instanceof HTMLElement && list.current !== null) {
      // Not scrollIntoView, which would move the page too.
      list.current.scrollTop = row.offsetTop - list.current.clientHeight / 2;
    }
  }, [version]);
  return (
    <div className={classes.steps}>
      <div className={classes.slider}>
        <Slider
          thumbLabel="Version"
          min={0}
          max={Math.max(1, last)}
          size={2}
          thumbSize={16}
          value={dragged ?? version}
          label={(value) => `Version ${formatCount(value)}`}
          onChange={setDragged}
          onChangeEnd={(value) => {
            setDragged(null);
            go(value);
          }}
        />
      </div>
      <ol ref={list} className={classes.list} aria-label="Events of the stream">
        {steps.map((step) => (
          <li key={step.version}>
            <button
              type="button"
              className={classes.step}
              aria-current={step.version === version || undefined}
              onClick={() => go(step.version)}
            >
              <span className={classes.version}>{formatCount(step.version)}</span>
              <EventTypeName type={step.type} />
              {OUTCOMES[step.outcome] !== null && (
                <Tag tone={step.outcome === "failed" ? "danger" : "neutral"}>{OUTCOMES[step.outcome]}</Tag>
              )}
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
