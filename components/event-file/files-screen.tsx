"use client";
import { Button } from "@mantine/core";
import { IconArrowsDiff } from "@tabler/icons-react";
import { useQueryStates } from "nuqs";
import { EventTypeSlotsProvider } from "@/components/layout/event-type-slots";
import { PageHeader } from "@/components/layout/page-header";
import { ShownText } from "@/components/layout/shown-text";
import { Tag } from "@/components/layout/status-tag";
import { useKeys } from "@/components/lists/use-keys";
import { formatCount, formatCounted } from "@/lib/format/number";
import { BadLinesButton } from "./bad-lines-button";
import { ChooseFile, FileDrop } from "./file-drop";
import { fileParsers } from "./file-url";
import { FileView } from "./file-view";
import classes from "./files.module.css";
import { closeFile, type OpenFile, useOpenFile } from "./open-file";

const STREAMS = [{ label: "Streams", href: "/streams" }];

/** A file of events that is looked at without storing it. */
export function FilesScreen() {
  const status = useOpenFile();
  const [url] = useQueryStates(fileParsers);
  if (status.is === "open") return <Opened file={status.file} />;
  return (
    <>
      <PageHeader title="Open a file" breadcrumb={STREAMS} facts={<span>nothing of it is stored</span>} />
      {status.is === "reading" ? (
        <p className={classes.reads} role="status">
          Reading <ShownText text={status.name} />, {Math.round(status.fraction * 100)} %
        </p>
      ) : (
        <FileDrop
          stream={url.stream}
          version={url.version}
          problem={status.is === "failed" ? `${status.name}: ${status.problem}` : null}
        />
      )}
    </>
  );
}

function Opened({ file }: { readonly file: OpenFile }) {
  const { contents, name } = file;
  const [url, setUrl] = useQueryStates(fileParsers, { history: "replace" });
  const isComparing = url.a !== null || url.b !== null;
  const compare = () => {
    const { streams } = contents;
    const last = (streams.find(({ streamId }) => streamId === url.stream) ?? streams[0])?.events ?? 0;
    const b = Math.min(url.version ?? last, last);
    void setUrl(isComparing ? { a: null, b: null, pane: null } : { a: Math.max(0, b - 1), b, pane: "diff" });
  };
  useKeys({ c: compare });
  return (
    <EventTypeSlotsProvider types={contents.types}>
      <PageHeader
        title={<ShownText text={name} />}
        mono
        breadcrumb={STREAMS}
        facts={
          <>
            <Tag tone="accent">not stored</Tag>
            {contents.masked > 0 && (
              <Tag tone="warning">
                {contents.masked === contents.events ? "masked" : `${formatCount(contents.masked)} masked`}
              </Tag>
            )}
            <span>
              {formatCounted(contents.events, "event")} in {formatCounted(contents.streams.length, "stream")}
            </span>
          </>
        }
        actions={
          <>
            <BadLinesButton contents={contents} />
            <Button
              leftSection={<IconArrowsDiff size={16} aria-hidden="true" />}
              variant={isComparing ? "light" : "default"}
              aria-pressed={isComparing}
              disabled={contents.events === 0}
              onClick={compare}
            >
              Compare
            </Button>
            {/* A place in this file is none in another. */}
            <ChooseFile onChosen={() => void setUrl(null)} />
            <Button className={classes.close ?? ""} onClick={closeFile}>
              Close
            </Button>
          </>
        }
      />
      <FileView key={file.id} file={file} />
    </EventTypeSlotsProvider>
  );
}
