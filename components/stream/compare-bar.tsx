"use client";
import { ActionIcon, Button, NumberInput, Tooltip } from "@mantine/core";
import { IconArrowsExchange, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { EventTypeName } from "@/components/layout/event-type-name";
import { SecondBar } from "@/components/layout/page-header";
import { diffQuery, type StreamDiff } from "@/lib/api/stream-diff";
import { formatDuration } from "@/lib/format/duration";
import { formatCounted } from "@/lib/format/number";
import classes from "./compare-bar.module.css";
import type { StreamPlace } from "./use-stream";

interface CompareBarProps {
  readonly place: StreamPlace;
  readonly comparison: { readonly a: number; readonly b: number };
}

/** The two sides of a comparison. */
export function CompareBar({ place, comparison }: CompareBarProps) {
  const { stream, setUrl } = place;
  const { a, b } = comparison;
  const { data: diff } = useQuery(diffQuery(stream.streamId, a, b));
  return (
    <SecondBar label="Compare">
      <span className={classes.label}>Compare</span>
      <Side
        name="A"
        version={a}
        last={stream.version}
        end={diff?.a}
        onChange={(version) => void setUrl({ a: version })}
      />
      <Tooltip label="Swap A and B">
        <ActionIcon aria-label="Swap A and B" onClick={() => void setUrl({ a: b, b: a })}>
          <IconArrowsExchange size={16} />
        </ActionIcon>
      </Tooltip>
      <Side
        name="B"
        version={b}
        last={stream.version}
        end={diff?.b}
        onChange={(version) => void setUrl({ b: version })}
      />
      {diff !== undefined && <span className="secondary">{apart(diff)}</span>}
      <Button
        className={classes.leave}
        variant="subtle"
        color="gray"
        leftSection={<IconX size={14} aria-hidden="true" />}
        onClick={() => void setUrl({ mode: null, a: null, b: null, pane: null })}
      >
        Leave compare
      </Button>
    </SecondBar>
  );
}

function apart({ a, b }: StreamDiff): string {
  const events = formatCounted(Math.abs(b.version - a.version), "event");
  if (a.occurredAt === null || b.occurredAt === null) return events;
  return `${events}, ${formatDuration(Math.abs(Date.parse(b.occurredAt) - Date.parse(a.occurredAt)))} apart`;
}

interface SideProps {
  readonly name: "A" | "B";
  readonly version: number;
  readonly last: number;
  readonly end: StreamDiff["a"] | undefined;
  readonly onChange: (version: number) => void;
}

function Side({ name, version, last, end, onChange }: SideProps) {
  return (
    <span className={classes.side}>
      <span className={classes.name} aria-hidden="true">
        {name}
      </span>
      <NumberInput
        className={classes.version}
        aria-label={`Version ${name}`}
        hideControls
        prefix="version "
        min={0}
        max={last}
        clampBehavior="strict"
        allowDecimal={false}
        value={version}
        onChange={(value) => typeof value === "number" && onChange(value)}
      />
      <span className={classes.type}>
        {version === 0
          ? "before any event"
          : end?.version === version && end.type !== null && <EventTypeName type={end.type} />}
      </span>
    </span>
  );
}
