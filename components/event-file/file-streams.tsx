"use client";
import { useState } from "react";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import pane from "@/components/layout/pane.module.css";
import { ShownText } from "@/components/layout/shown-text";
import { SearchField } from "@/components/lists/search-field";
import type { FileStream } from "@/lib/format/event-file/file-index";
import { formatCount, formatCounted } from "@/lib/format/number";
import classes from "./files.module.css";

interface FileStreamsProps {
  readonly streams: readonly FileStream[];
  readonly chosen: string;
  readonly onChoose: (streamId: string) => void;
}

const COLUMNS: readonly Column<FileStream>[] = [
  {
    id: "stream",
    header: "Stream",
    cell: ({ streamId }) => (
      <span className="mono">
        <ShownText text={streamId} />
      </span>
    ),
  },
  { id: "events", header: "Events", align: "right", width: 64, cell: ({ events }) => formatCount(events) },
];

/** The streams of the file, those found by part of their id. */
export function FileStreams({ streams, chosen, onChoose }: FileStreamsProps) {
  const [text, setText] = useState("");
  const found = streams.filter(({ streamId }) => streamId.toLowerCase().includes(text.toLowerCase()));
  return (
    <section className={pane.pane} aria-label="Streams">
      <header className={pane.head}>
        <div className={pane.title}>
          <h2 className={classes.heading}>{formatCounted(streams.length, "stream")}</h2>
        </div>
        <SearchField
          className={classes.search}
          label="Find a stream of the file"
          placeholder="Any part of the stream id"
          value={text}
          maxLength={512}
          mono
          onChange={(value) => setText(value ?? "")}
        />
      </header>
      <div className={classes.list}>
        <DataTable
          label="Streams of the file"
          columns={COLUMNS}
          rows={found}
          rowKey={({ streamId }) => streamId}
          activeKey={chosen}
          onActivate={({ streamId }) => onChoose(streamId)}
          empty={<EmptyState title="No stream matches">No id in this file contains “{text}”.</EmptyState>}
        />
      </div>
    </section>
  );
}
