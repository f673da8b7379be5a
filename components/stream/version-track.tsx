"use client";
import { Slider } from "@mantine/core";
import { useThrottledCallback } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EventTypeMark } from "@/components/layout/event-type-name";
import { timelineChunkQuery } from "@/lib/api/stream-timeline";
import { formatCount } from "@/lib/format/number";
import type { StreamPlace } from "./use-stream";
import classes from "./version-track.module.css";

/** Above this many events their marks would touch. */
const MAX_MARKS = 40;

/** While it is dragged the page follows this often at most. */
const SCRUB_MS = 120;

interface VersionTrackProps {
  readonly place: StreamPlace;
  /** Follows the drag; without it the page goes where the drag ends. */
  readonly onScrub?: (version: number) => void;
}

/** A slider over all versions; on a short stream its marks are the events, in the colours of their types. */
export function VersionTrack({ place, onScrub }: VersionTrackProps) {
  const { stream, version, goTo } = place;
  const [dragged, setDragged] = useState<number | null>(null);
  const scrub = useThrottledCallback((to: number) => onScrub?.(to), SCRUB_MS);
  const marked = stream.version <= MAX_MARKS;
  const { data } = useQuery({ ...timelineChunkQuery(stream.streamId, 0), enabled: marked });
  if (stream.version < 2) return <span className={classes.track} />;
  const shown = dragged ?? version;
  return (
    <div className={classes.track}>
      {marked &&
        data?.type.slice(0, stream.version).map((type, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: an event is its version.
            key={index}
            className={classes.mark}
            data-later={index + 1 > shown || undefined}
            style={{ left: `${(100 * index) / (stream.version - 1)}%` }}
          >
            <EventTypeMark type={data.types[type] ?? ""} />
          </span>
        ))}
      <Slider
        classNames={{ track: classes.line ?? "", bar: classes.bar ?? "", thumb: classes.thumb ?? "" }}
        data-marked={marked || undefined}
        thumbLabel="Version"
        min={1}
        max={stream.version}
        value={shown}
        size={2}
        thumbSize={16}
        label={(value) => `Version ${formatCount(value)}`}
        onChange={(value) => {
          setDragged(value);
          scrub(value);
        }}
        onChangeEnd={(value) => {
          setDragged(null);
          (onScrub ?? goTo)(value);
        }}
      />
    </div>
  );
}
