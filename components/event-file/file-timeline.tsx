"use client";
import { IconMask } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EventTypeName } from "@/components/layout/event-type-name";
import { LoadingRows } from "@/components/layout/loading-rows";
import pane from "@/components/layout/pane.module.css";
import { ShownText } from "@/components/layout/shown-text";
import { Time } from "@/components/layout/time";
import { KeyHints } from "@/components/lists/key-hints";
import { formatCount, formatCounted } from "@/lib/format/number";
import classes from "./files.module.css";
import type { OpenFile } from "./open-file";

interface FileTimelineProps {
  readonly file: OpenFile;
  readonly streamId: string;
  readonly version: number;
  readonly onChoose: (version: number) => void;
}

interface Row {
  readonly version: number;
  readonly type: string;
  readonly time: string | null;
  readonly masked: boolean;
  readonly line: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { id: "version", header: "#", align: "right", width: 80, cell: ({ version }) => formatCount(version) },
  {
    id: "type",
    header: "Event",
    cell: ({ type, masked }) => (
      <span className={classes.event}>
        <EventTypeName type={type} />
        {masked && <IconMask size={14} className={classes.mask} aria-label="masked" />}
      </span>
    ),
  },
  {
    id: "time",
    header: "Time",
    align: "right",
    width: 196,
    cell: ({ time }) => (time === null ? "—" : <Time at={time} show="exact" weekday={false} />),
  },
];

/** Every event of one of the file's streams, in the order of the file. */
export function FileTimeline({ file, streamId, version, onChoose }: FileTimelineProps) {
  const { data } = useQuery({
    queryKey: ["file", file.id, streamId, "timeline"],
    queryFn: () => file.ask({ call: "timeline", streamId }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const rows = useMemo(
    () =>
      data?.types.map(
        (type, at): Row => ({
          ...{ version: at + 1, type, time: data.times[at] ?? null },
          ...{ masked: data.masked[at] ?? false, line: data.lines[at] ?? 0 },
        }),
      ),
    [data],
  );
  if (rows === undefined) return <LoadingRows label="Loading the timeline" rows={12} />;
  return (
    <section className={pane.pane} aria-label="Timeline">
      <header className={pane.head}>
        <div className={pane.title}>
          <h2 className={classes.heading}>{formatCounted(rows.length, "event")}</h2>
          <span className={`mono ${classes.stream}`}>
            <ShownText text={streamId} />
          </span>
        </div>
        <p className={pane.facts}>
          <span>numbered from the first in the file</span>
          <span>line {formatCount(rows[version - 1]?.line ?? 0)}</span>
        </p>
      </header>
      <div className={classes.list}>
        <DataTable
          label="Timeline"
          columns={COLUMNS}
          rows={rows}
          rowKey={(row) => String(row.version)}
          activeKey={String(version)}
          onActivate={(row) => onChoose(row.version)}
          pageKeys
          startAtActive
        />
      </div>
      <footer className={pane.foot}>
        <KeyHints hints={[["J K", "move"]]} />
      </footer>
    </section>
  );
}
