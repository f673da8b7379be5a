"use client";
import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { EmptyState } from "@/components/layout/empty-state";
import { EventTypeName } from "@/components/layout/event-type-name";
import { LoadingRows } from "@/components/layout/loading-rows";
import pane from "@/components/layout/pane.module.css";
import { ShownText } from "@/components/layout/shown-text";
import { Tag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import { EventData } from "@/components/stream/event-data";
import { JsonView } from "@/components/stream/json-view";
import { formatCount } from "@/lib/format/number";
import classes from "./files.module.css";
import type { useFileState } from "./use-file-state";

const READINGS = [
  { value: "today", label: "As read today" },
  { value: "raw", label: "Raw" },
  { value: "both", label: "Both" },
];

/** One event of the file: as it is written, and as today's upcasters read it. */
export function FileEvent({ folded }: { readonly folded: ReturnType<typeof useFileState> }) {
  const [reading, setReading] = useState<"today" | "raw" | "both">("today");
  const { data } = folded;
  if (data === undefined) return folded.error === null ? <LoadingRows label="Loading the event" rows={12} /> : null;
  const { event: detail, state, unreadable } = data;
  if (detail === null) {
    return (
      <EmptyState title="This line is no event that could be stored">
        <ShownText text={unreadable.at(-1)?.message ?? ""} />
      </EmptyState>
    );
  }
  const { event, readAs } = detail;
  return (
    <section className={pane.pane} aria-label="Event" data-stale={folded.isPlaceholderData || undefined}>
      <header className={pane.head}>
        <div className={pane.title}>
          <h2 className={`${classes.event} ${classes.heading}`}>
            <EventTypeName type={readAs[0]?.type ?? event.type} />
          </h2>
          <Tag tone="outline">v{event.schemaVersion} stored</Tag>
          {data.masked && <Tag tone="warning">masked</Tag>}
        </div>
        <p className={pane.facts}>
          <span>
            Version <b>{formatCount(state.version)}</b> of the file
          </span>
          {Date.parse(event.occurredAt) === 0 ? (
            <span>says no time</span>
          ) : (
            <Time at={event.occurredAt} show="exact" milliseconds />
          )}
        </p>
      </header>
      <div className={pane.body}>
        <div className={classes.reading}>
          <SegmentedControl
            aria-label="Reading"
            data={READINGS}
            value={reading}
            onChange={(value) => setReading(value as typeof reading)}
          />
        </div>
        <EventData detail={detail} reading={reading} />
        <section className={classes.metadata}>
          <h3>Metadata</h3>
          <p className={`mono ${classes.id}`}>{event.eventId}</p>
          <JsonView text={event.metadataText} label="Metadata" />
        </section>
      </div>
    </section>
  );
}
