"use client";
import { ActionIcon, CopyButton, SegmentedControl, Tooltip } from "@mantine/core";
import { IconCheck, IconChevronDown, IconChevronUp, IconLink } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { EmptyState } from "@/components/layout/empty-state";
import { EventTypeName } from "@/components/layout/event-type-name";
import { LoadingRows } from "@/components/layout/loading-rows";
import pane from "@/components/layout/pane.module.css";
import { Tag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import { QueryError } from "@/components/lists/query-error";
import { eventQuery } from "@/lib/api/stream";
import { formatCount } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { CauseAndEffect } from "./cause-and-effect";
import { EventData } from "./event-data";
import { EventMetadata } from "./event-metadata";
import classes from "./event-pane.module.css";
import { ReadBy } from "./read-by";
import type { READINGS } from "./stream-url";
import type { StreamPlace } from "./use-stream";

/** One event: what is stored, what it reads as today, and where it came from. */
export function EventPane({ place }: { readonly place: StreamPlace }) {
  const { stream, version, url, setUrl, goTo } = place;
  const {
    data: detail,
    isError,
    error,
    refetch,
  } = useQuery({
    ...eventQuery(stream.streamId, version),
    enabled: version > 0,
  });
  if (version === 0) return <EmptyState title="No event yet">The stream begins later than that.</EmptyState>;
  const failure = isError && (
    <QueryError title="The event could not be read" error={error} onRetry={() => void refetch()} />
  );
  if (detail === undefined) return failure || <LoadingRows label="Loading the event" rows={16} />;
  const { event, readAs } = detail;
  const newest = readAs[0];
  const isUpcast = newest !== undefined && (newest.type !== event.type || newest.schemaVersion !== event.schemaVersion);
  return (
    <section
      className={pane.pane}
      aria-label="Event"
      data-stale={event.version !== version || place.isSeeking || undefined}
    >
      {failure}
      <header className={pane.head}>
        <div className={pane.title}>
          <h2 className={classes.name}>
            <EventTypeName type={newest?.type ?? event.type} />
          </h2>
          <Tag tone="outline">v{event.schemaVersion} stored</Tag>
          <span className={classes.buttons}>
            <Tooltip label="Version before">
              <ActionIcon aria-label="Event before" disabled={version === 1} onClick={() => goTo(version - 1)}>
                <IconChevronUp size={16} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label="Next version">
              <ActionIcon
                aria-label="Next event"
                disabled={version >= stream.version}
                onClick={() => goTo(version + 1)}
              >
                <IconChevronDown size={16} />
              </ActionIcon>
            </Tooltip>
            <CopyLink href={streamHref(stream.streamId, `version=${event.version}`)} />
          </span>
        </div>
        <p className={pane.facts}>
          <span>
            Version <b className={classes.version}>{formatCount(event.version)}</b>
          </span>
          <span>
            Position <span className="mono">{formatCount(BigInt(event.position))}</span>
          </span>
          <Time at={event.occurredAt} show="exact" milliseconds />
        </p>
      </header>
      <div className={pane.body}>
        <div className={classes.reading}>
          <SegmentedControl
            aria-label="Reading"
            value={url.read}
            onChange={(read) => void setUrl({ read: read as (typeof READINGS)[number] })}
            data={[
              { value: "today", label: "As read today" },
              { value: "raw", label: "Raw" },
              { value: "both", label: "Both" },
            ]}
          />
          <span className="secondary">
            {isUpcast
              ? `v${event.schemaVersion} → v${newest.schemaVersion} by ${detail.steps.length === 1 ? "1 upcaster" : `${detail.steps.length} upcasters`}`
              : detail.problem === null && readAs.length === 1 && "read as it is stored"}
          </span>
        </div>
        <EventData detail={detail} reading={url.read} />
        <EventMetadata detail={detail} />
        <CauseAndEffect detail={detail} />
        <ReadBy detail={detail} />
      </div>
    </section>
  );
}

function CopyLink({ href }: { readonly href: string }) {
  const link = typeof window === "undefined" ? href : new URL(href, window.location.href).toString();
  return (
    <CopyButton value={link} timeout={1500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? "Copied" : "Copy link to this event"}>
          <ActionIcon aria-label="Copy link to this event" onClick={copy}>
            {copied ? <IconCheck size={16} color="var(--fl-success-text)" /> : <IconLink size={16} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}
