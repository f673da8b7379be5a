"use client";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useTimeZone } from "@/components/layout/time-zone";
import { formatDay, formatInstant, formatTimeOfDay } from "@/lib/format/instant";
import { formatCounted } from "@/lib/format/number";
import classes from "./mini-map.module.css";
import type { MiniMapBars } from "./mini-map-bars";

/** A part of the stream's time; null where it is open. */
export interface TimeRange {
  readonly from: Date | null;
  readonly to: Date | null;
}

interface MiniMapProps {
  readonly bars: MiniMapBars;
  readonly range: TimeRange;
  readonly onRange: (range: TimeRange) => void;
  /** Shows what stands at an instant. */
  readonly onJump: (at: number) => void;
  /** Where the page stands, and the sides of a comparison. */
  readonly places: readonly { readonly at: number; readonly label: string }[];
}

type Drag =
  | { readonly kind: "new" | "from" | "to"; readonly fixed: number; readonly startX: number }
  | { readonly kind: "move"; readonly grip: number; readonly width: number; readonly startX: number };

/** Less movement than this is a click. */
const CLICK_PX = 4;

/** When the stream's events occurred: grey outside the brush and accent inside. The list holds what the brush covers. */
export function MiniMap({ bars, range, onRange, onJump, places }: MiniMapProps) {
  const timeZone = useTimeZone();
  const plot = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const start = clamp(range.from?.getTime() ?? bars.from, bars);
  const end = clamp(range.to?.getTime() ?? bars.to, bars);
  const isNarrowed = range.from !== null || range.to !== null;
  const share = (at: number) => (at - bars.from) / (bars.to - bars.from);

  /** What reaches an end of the stream stays open there: events that come later belong to it. */
  const choose = (one: number, other: number) => {
    const [from, to] = one < other ? [one, other] : [other, one];
    onRange({
      from: from <= bars.from ? null : new Date(Math.round(from)),
      to: to >= bars.to ? null : new Date(Math.round(Math.max(to, from + 1))),
    });
  };
  const timeAt = ({ clientX }: PointerEvent) => {
    const box = plot.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return bars.from;
    return clamp(bars.from + ((clientX - box.left) / box.width) * (bars.to - bars.from), bars);
  };
  const begin = (event: PointerEvent, dragged: Drag) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    plot.current?.setPointerCapture(event.pointerId);
    setDrag(dragged);
  };
  const onMove = (event: PointerEvent) => {
    if (drag === null || Math.abs(event.clientX - drag.startX) < CLICK_PX) return;
    const at = timeAt(event);
    if (drag.kind !== "move") return choose(drag.fixed, at);
    const from = Math.min(Math.max(bars.from, at - drag.grip), bars.to - drag.width);
    choose(from, from + drag.width);
  };
  const thumb = (side: "from" | "to") => {
    const at = side === "from" ? start : end;
    const fixed = side === "from" ? end : start;
    const moveTo = (to: number) => choose(clamp(to, bars), fixed);
    return {
      className: classes.thumb,
      style: { left: `${100 * share(at)}%` },
      role: "slider",
      tabIndex: 0,
      "aria-label": side === "from" ? "List events from" : "List events until",
      "aria-valuemin": bars.from,
      "aria-valuemax": bars.to,
      "aria-valuenow": at,
      "aria-valuetext": formatInstant(new Date(at), { timeZone }),
      onPointerDown: (event: PointerEvent) => begin(event, { kind: side, fixed, startX: Number.NaN }),
      onKeyDown: (event: KeyboardEvent) => {
        const bar = KEYS[event.key];
        if (event.key === "Escape") onRange({ from: null, to: null });
        else if (event.key === "Home") moveTo(side === "from" ? bars.from : start + bars.barMs);
        else if (event.key === "End") moveTo(side === "from" ? end - bars.barMs : bars.to);
        else if (bar !== undefined && event.shiftKey) shift(bar);
        else if (bar !== undefined) moveTo(keptApart(side, at + bar * bars.barMs, fixed, bars.barMs));
        else return;
        event.preventDefault();
        event.stopPropagation();
      },
    };
  };
  const shift = (by: number) => {
    const from = Math.min(Math.max(bars.from, start + by * bars.barMs), bars.to - (end - start));
    choose(from, from + (end - start));
  };

  return (
    <figure className={classes.map} aria-label={`Events by time, ${formatCounted(bars.counts.length, "bar")}`}>
      <div
        ref={plot}
        className={classes.plot}
        data-narrowed={isNarrowed || undefined}
        onPointerDown={(event) => {
          const at = timeAt(event);
          const isInside = isNarrowed && at >= start && at <= end;
          begin(
            event,
            isInside
              ? { kind: "move", grip: at - start, width: end - start, startX: event.clientX }
              : { kind: "new", fixed: at, startX: event.clientX },
          );
        }}
        onPointerMove={onMove}
        onPointerUp={(event) => {
          if (drag !== null && Math.abs(event.clientX - drag.startX) < CLICK_PX) onJump(timeAt(event));
          setDrag(null);
        }}
        onPointerCancel={() => setDrag(null)}
      >
        <span
          className={classes.brush}
          style={{ left: `${100 * share(start)}%`, right: `${100 * (1 - share(end))}%` }}
        />
        <svg viewBox={`0 0 ${bars.counts.length} 100`} preserveAspectRatio="none" aria-hidden="true">
          {bars.counts.map((count, slot) => {
            const at = bars.from + slot * bars.barMs;
            const height = count === 0 ? 0 : Math.max(4, (100 * count) / bars.highest);
            return (
              <rect
                // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place.
                key={slot}
                x={slot + 0.08}
                width={0.84}
                y={100 - height}
                height={height}
                className={at + bars.barMs > start && at < end ? classes.inside : classes.outside}
              />
            );
          })}
        </svg>
        {places.map(({ at, label }) => (
          <span key={label} className={classes.place} style={{ left: `${100 * share(clamp(at, bars))}%` }} />
        ))}
        <span {...thumb("from")} />
        <span {...thumb("to")} />
      </div>
      <figcaption className={classes.ends}>
        <span>{endLabel(isNarrowed ? start : bars.from, bars, timeZone)}</span>
        <span>{endLabel(isNarrowed ? end : bars.to, bars, timeZone)}</span>
      </figcaption>
    </figure>
  );
}

const KEYS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
};

const DAY = 86_400_000;

function endLabel(at: number, { from, to }: MiniMapBars, timeZone: string): string {
  const day = formatDay(new Date(at), { timeZone, weekday: false });
  return to - from > 4 * DAY
    ? day
    : `${day}, ${formatTimeOfDay(new Date(at), { timeZone, seconds: to - from < 60_000 })}`;
}

function clamp(at: number, { from, to }: MiniMapBars): number {
  return Math.min(to, Math.max(from, at));
}

function keptApart(side: "from" | "to", at: number, fixed: number, apart: number): number {
  return side === "from" ? Math.min(at, fixed - apart) : Math.max(at, fixed + apart);
}
