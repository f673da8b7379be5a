"use client";
import { type PointerEvent, useMemo, useRef, useState } from "react";
import { useTimeZone } from "@/components/layout/time-zone";
import type { EventHistogram } from "@/lib/api/events";
import { formatDay, formatInstant, formatTimeOfDay } from "@/lib/format/instant";
import { formatAxisCount, formatCounted } from "@/lib/format/number";
import classes from "./histogram.module.css";
import { axisTicks, histogramScale, rangeOfSlots } from "./histogram-scale";

const DAY = 86_400_000;

interface HistogramProps {
  readonly histogram: EventHistogram;
  readonly from: string | null;
  readonly to: string | null;
  readonly onSelect: (range: { from: string; to: string } | null) => void;
}

/** Bars in time; grey outside the chosen range and accent inside. */
export function Histogram({ histogram, from, to, onSelect }: HistogramProps) {
  const timeZone = useTimeZone();
  const plot = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<readonly [number, number] | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const scale = useMemo(() => histogramScale(histogram), [histogram]);
  const counts = useMemo(
    () =>
      new Map(histogram.bars.map((bar) => [Math.round((Date.parse(bar.at) - scale.start) / scale.barMs), bar.count])),
    [histogram, scale],
  );
  const chosen = drag === null ? { from, to } : rangeOfSlots(scale, drag[0], drag[1]);
  const startAt = chosen.from === null ? Number.NEGATIVE_INFINITY : Date.parse(chosen.from);
  const endAt = chosen.to === null ? Number.POSITIVE_INFINITY : Date.parse(chosen.to);
  const hasRange = chosen.from !== null || chosen.to !== null;
  const isInside = (slot: number) => {
    const at = scale.start + slot * scale.barMs;
    return at + scale.barMs > startAt && at < endAt;
  };
  const inside = [...counts].filter(([slot]) => isInside(slot)).reduce((total, [, count]) => total + count, 0);
  const share = (at: number) => Math.max(0, Math.min(1, (at - scale.start) / (scale.slots * scale.barMs)));

  const slotAt = (event: PointerEvent) => {
    const box = plot.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return 0;
    return Math.max(0, Math.min(scale.slots - 1, Math.floor(((event.clientX - box.left) / box.width) * scale.slots)));
  };
  const say = (at: Date) => formatInstant(at, { timeZone, weekday: false, seconds: scale.barMs < 60_000 });

  return (
    <figure
      className={classes.figure}
      aria-label={`${formatCounted(histogram.total, "event")} from ${say(new Date(scale.start))} to ${say(new Date(histogram.to ?? scale.start))}`}
    >
      <div className={classes.axis} aria-hidden="true">
        <span>{formatAxisCount(scale.highest)}</span>
        <span>0</span>
      </div>
      <div
        ref={plot}
        className={classes.plot}
        data-ranged={hasRange || undefined}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag([slotAt(event), slotAt(event)]);
        }}
        onPointerMove={(event) => {
          setHovered(slotAt(event));
          if (drag !== null) setDrag([drag[0], slotAt(event)]);
        }}
        onPointerLeave={() => setHovered(null)}
        onPointerCancel={() => setDrag(null)}
        onPointerUp={() => {
          if (drag === null) return;
          onSelect(drag[0] === drag[1] && hasRange && from !== null ? null : rangeOfSlots(scale, drag[0], drag[1]));
          setDrag(null);
        }}
      >
        {hasRange && (
          <span
            className={classes.range}
            style={{ left: `${100 * share(startAt)}%`, right: `${100 * (1 - share(endAt))}%` }}
          />
        )}
        <svg viewBox={`0 0 ${scale.slots} 100`} preserveAspectRatio="none" aria-hidden="true">
          {[...counts].map(([slot, count]) => {
            const height = Math.max(1.5, (100 * count) / scale.highest);
            return (
              <rect
                key={slot}
                x={slot + 0.08}
                width={0.84}
                y={100 - height}
                height={height}
                className={hasRange && !isInside(slot) ? classes.outside : classes.bar}
              />
            );
          })}
        </svg>
        {hasRange && (
          <span className={classes.label} style={{ left: `min(${100 * share(startAt)}%, calc(100% - 320px))` }}>
            {say(new Date(Math.max(startAt, scale.start)))} to{" "}
            {endAt === Number.POSITIVE_INFINITY ? "now" : say(new Date(endAt))}, {formatCounted(inside, "event")}
          </span>
        )}
        {hovered !== null && drag === null && (
          <span className={classes.hover} style={{ left: `${(100 * (hovered + 0.5)) / scale.slots}%` }}>
            {say(new Date(scale.start + hovered * scale.barMs))}: {formatCounted(counts.get(hovered) ?? 0, "event")}
          </span>
        )}
      </div>
      <div className={classes.ticks} aria-hidden="true">
        {axisTicks(scale).map((tick) => (
          <span key={tick.share} style={{ left: `${100 * tick.share}%` }}>
            {scale.barMs >= DAY / 12
              ? formatDay(tick.at, { timeZone, weekday: false })
              : formatTimeOfDay(tick.at, { timeZone, seconds: scale.barMs < 60_000 })}
          </span>
        ))}
      </div>
    </figure>
  );
}
