"use client";
import Link from "next/link";
import { EventTypeMark } from "@/components/layout/event-type-name";
import { ShownText } from "@/components/layout/shown-text";
import { useTimeZone } from "@/components/layout/time-zone";
import type { CorrelatedEvent } from "@/lib/api/correlations";
import { formatDuration } from "@/lib/format/duration";
import { formatDay, formatInstant, formatTimeOfDay } from "@/lib/format/instant";
import { streamHref } from "@/lib/format/stream-url";
import { visibleText } from "@/lib/format/visible-text";
import type { CausationNode } from "./causation-tree";
import classes from "./correlation.module.css";
import { timeAxis } from "./time-axis";

const LANE_PX = 44;
const AXIS_PX = 48;
const EDGE_PX = 24;

/** One lane for each stream, its events on a time axis that all lanes share; lines lead from causes to effects. */
export function CorrelationLanes({ nodes }: { readonly nodes: readonly CausationNode[] }) {
  const timeZone = useTimeZone();
  const events = nodes.map(({ event }) => event);
  const axis = timeAxis(events.map(({ occurredAt }) => Date.parse(occurredAt)));
  const streams = [...new Set(events.toSorted(byPosition).map(({ streamId }) => streamId))];
  const placeOf = new Map(
    events.map((event, index) => [
      event.position,
      { x: EDGE_PX + (axis.xs[index] ?? 0), y: AXIS_PX + (streams.indexOf(event.streamId) + 0.5) * LANE_PX },
    ]),
  );
  const width = axis.width + 2 * EDGE_PX;
  const height = AXIS_PX + streams.length * LANE_PX;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys.
    <section className={classes.scroller} aria-label="Streams on one time axis" tabIndex={0}>
      <div className={classes.lanes} style={{ height }}>
        <ul className={classes.names} style={{ paddingTop: AXIS_PX }}>
          {streams.map((streamId) => (
            <li key={streamId} style={{ height: LANE_PX }}>
              <Link href={streamHref(streamId)} className={`mono ${classes.cut}`} prefetch={false}>
                <ShownText text={streamId} />
              </Link>
            </li>
          ))}
        </ul>
        <div className={classes.track} style={{ width }}>
          {axis.ticks.map(({ x, at }) => (
            <span key={x} className={classes.tick} style={{ left: EDGE_PX + x }}>
              {formatDay(new Date(at), { timeZone, weekday: false })}
              <b>{formatTimeOfDay(new Date(at), { timeZone })}</b>
            </span>
          ))}
          {axis.folds.map(({ x, ms }) => (
            <span key={x} className={classes.fold} style={{ left: EDGE_PX + x, top: AXIS_PX }}>
              <i>{formatDuration(ms)}</i>
            </span>
          ))}
          <svg className={classes.lines} width={width} height={height} aria-hidden="true">
            {streams.map((streamId, lane) => (
              <line
                key={streamId}
                x1={0}
                x2={width}
                y1={AXIS_PX + (lane + 1) * LANE_PX}
                y2={AXIS_PX + (lane + 1) * LANE_PX}
              />
            ))}
            {nodes.map(({ event, cause }) => {
              const from = cause === null ? undefined : placeOf.get(cause.position);
              const to = placeOf.get(event.position);
              if (from === undefined || to === undefined) return null;
              const middle = (from.x + to.x) / 2;
              return (
                <path
                  key={event.position}
                  d={`M ${from.x} ${from.y} C ${middle} ${from.y}, ${middle} ${to.y}, ${to.x} ${to.y}`}
                />
              );
            })}
          </svg>
          {events.map((event) => {
            const place = placeOf.get(event.position);
            return (
              <Link
                key={event.position}
                className={classes.dot}
                href={streamHref(event.streamId, `version=${event.version}`)}
                style={{ left: place?.x, top: place?.y }}
                title={inWords(event, timeZone)}
                aria-label={inWords(event, timeZone)}
                prefetch={false}
              >
                <EventTypeMark type={event.type} />
              </Link>
            );
          })}
        </div>
      </div>
    </section>
  );
}

function byPosition(a: CorrelatedEvent, b: CorrelatedEvent): number {
  return BigInt(a.position) < BigInt(b.position) ? -1 : 1;
}

function inWords({ type, streamId, version, occurredAt }: CorrelatedEvent, timeZone: string): string {
  return `${visibleText(type)}, ${visibleText(streamId)} version ${version}, ${formatInstant(new Date(occurredAt), { timeZone, milliseconds: true })}`;
}
