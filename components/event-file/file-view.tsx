"use client";
import { NumberInput } from "@mantine/core";
import { useQueryStates } from "nuqs";
import { EmptyState } from "@/components/layout/empty-state";
import { SecondBar } from "@/components/layout/page-header";
import { type StreamPane, StreamPanes } from "@/components/stream/stream-panes";
import type { FileStream } from "@/lib/format/event-file/file-index";
import { FileDiff } from "./file-diff";
import { FileEvent } from "./file-event";
import { FileStatePane } from "./file-state";
import { FileStreams } from "./file-streams";
import { FileTimeline } from "./file-timeline";
import { fileParsers } from "./file-url";
import classes from "./files.module.css";
import type { OpenFile } from "./open-file";
import { useFileState } from "./use-file-state";

/** What is in an open file: its streams, and of one its timeline, an event and the state, or two states compared. */
export function FileView({ file }: { readonly file: OpenFile }) {
  const [url] = useQueryStates(fileParsers);
  const { streams } = file.contents;
  const stream = streams.find(({ streamId }) => streamId === url.stream) ?? streams[0];
  if (stream === undefined) {
    return (
      <EmptyState title="No event in this file">
        Each line, or each item of its list, would have to be a CloudEvent with a subject, a type, an id and a source.
      </EmptyState>
    );
  }
  return <StreamView file={file} stream={stream} />;
}

function StreamView({ file, stream }: { readonly file: OpenFile; readonly stream: FileStream }) {
  const [url, setUrl] = useQueryStates(fileParsers, { history: "replace", throttleMs: 100 });
  const { streams } = file.contents;
  const { streamId, events: last } = stream;
  const version = Math.max(1, Math.min(url.version ?? last, last));
  const side = (wanted: number | null, usual: number) => Math.max(0, Math.min(wanted ?? usual, last));
  const isComparing = url.a !== null || url.b !== null;
  const [a, b] = [side(url.a, Math.max(0, version - 1)), side(url.b, version)];
  const folded = useFileState(file, streamId, version, !isComparing);
  const goTo = (to: number) => void setUrl({ version: Math.max(1, Math.min(to, last)), ...(isComparing && { b: to }) });
  const panes: readonly (StreamPane | null)[] = [
    streams.length === 1
      ? null
      : {
          name: "streams",
          label: "Streams",
          width: [240, 200],
          content: (
            <FileStreams
              streams={streams}
              chosen={streamId}
              onChoose={(chosen) => void setUrl({ stream: chosen, version: null, a: null, b: null, pane: "timeline" })}
            />
          ),
        },
    {
      name: "timeline",
      label: "Timeline",
      width: [410, 390],
      content: (
        <FileTimeline
          key={streamId}
          file={file}
          streamId={streamId}
          version={isComparing ? b : version}
          onChoose={goTo}
        />
      ),
    },
    ...(isComparing
      ? [{ name: "diff", label: "Diff", content: <FileDiff file={file} streamId={streamId} a={a} b={b} /> }]
      : [
          {
            name: "event",
            label: "Event",
            width: [400, 320] as const,
            content: <FileEvent folded={folded} />,
          },
          {
            name: "state",
            label: "State",
            content: <FileStatePane folded={folded} version={version} onGoTo={goTo} />,
          },
        ]),
  ];
  return (
    <>
      {isComparing && (
        <SecondBar label="Compared versions">
          <Side label="A" value={a} last={last} onChange={(to) => void setUrl({ a: to })} />
          <Side label="B" value={b} last={last} onChange={(to) => void setUrl({ b: to })} />
          <span className="secondary">0 is the state before any event.</span>
        </SecondBar>
      )}
      <StreamPanes
        panes={panes.filter((pane) => pane !== null)}
        open={url.pane}
        onOpen={(pane) => void setUrl({ pane })}
      />
    </>
  );
}

interface SideProps {
  readonly label: string;
  readonly value: number;
  readonly last: number;
  readonly onChange: (version: number) => void;
}

function Side({ label, value, last, onChange }: SideProps) {
  return (
    <span className={classes.side}>
      <b>{label}</b>
      <NumberInput
        aria-label={`Version ${label}`}
        value={value}
        min={0}
        max={last}
        clampBehavior="blur"
        onChange={(to) => typeof to === "number" && onChange(to)}
      />
    </span>
  );
}
