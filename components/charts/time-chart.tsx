"use client";
import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { formatSeconds } from "@/lib/format/duration";
import { formatDay, formatMonth, formatTimeOfDay, zoneOffsetMs } from "@/lib/format/instant";
import { formatCount } from "@/lib/format/number";
import { useTimeZone } from "../layout/time-zone";
import { chartRows } from "./chart-rows";
import { type ChartMark, type ChartSeries, seriesColour } from "./chart-series";
import { placeMarks } from "./place-marks";
import { countTicks, logTicks, MONTHS_FROM, monthTicks, timeTicks, valueTicks } from "./ticks";
import classes from "./time-chart.module.css";
import { TimeChartTable } from "./time-chart-table";
import { TimeChartTooltip } from "./time-chart-tooltip";
import { VALUE_FORMATS, type ValueFormatName } from "./value-format";

interface TimeChartProps {
  /** Names the chart: "Events replayed per second". */
  readonly label: string;
  readonly series: readonly ChartSeries[];
  /** Dashed verticals with a word on top. */
  readonly marks?: readonly ChartMark[];
  /** `at` is an instant in ms (default), ms since a start, or a version. */
  readonly axis?: "time" | "elapsed" | "version";
  readonly from?: number;
  readonly to?: number;
  /** The operator's unless told; "UTC" where the points are days of the calendar. */
  readonly timeZone?: string;
  /** What a point is called in tooltip and table, where it is not an instant. */
  readonly writeMoment?: (at: number) => string;
  /** The unit in the tooltip and the table: "events/s". */
  readonly unit: string;
  readonly format?: ValueFormatName;
  readonly height?: number;
  /** A logarithmic value axis; say so in the title. Values below 1 stand on its foot. */
  readonly log?: boolean;
  /** The value axis reaches at least this far, so that next to nothing does not fill the chart. */
  readonly least?: number;
  /** Areas stand on each other, the first one lowest; all have points at the same moments. */
  readonly stacked?: boolean;
  /** A stretch that is estimated, tinted. */
  readonly tinted?: { readonly from: number; readonly to: number };
  /** Somebody clicked at this moment. */
  readonly onPick?: (at: number) => void;
  /** The numbers as a table, where there are more of them than the chart draws. */
  readonly table?: ReactNode;
}

const MOMENTS = { time: "Time", elapsed: "After", version: "Version" } as const;
const TICK = { fontSize: 11, fill: "var(--fl-text-3)" };
const AXIS_WIDTH = 52;
const RIGHT_MARGIN = 16;
/** How near to a point the pointer has to be, as a share of the axis. */
const REACH = 0.012;

/** Lines over time as LOOK wants them: the present in the accent, the past grey, gaps as gaps; also as a table. */
export function TimeChart(props: TimeChartProps) {
  const { label, series, marks = [], axis = "time", unit, format = "rate", height = 190, log = false, tinted } = props;
  const stacked = props.stacked === true;
  const ownZone = useTimeZone();
  const timeZone = props.timeZone ?? ownZone;
  const { ref, width } = useElementSize();
  const [asTable, setAsTable] = useState(false);
  const rows = chartRows(series, log);
  const from = props.from ?? rows[0]?.at ?? 0;
  const to = props.to ?? rows.at(-1)?.at ?? 1;
  const offset = axis === "time" ? zoneOffsetMs(new Date(from), timeZone) : 0;
  const drawn = Math.max(1, (width || 640) - AXIS_WIDTH - RIGHT_MARGIN);
  const inMonths = axis === "time" && to - from >= MONTHS_FROM;
  // "Apr" needs less room than "12 Jun, 14:30".
  const count = Math.min(8, Math.max(2, Math.floor(drawn / (inMonths ? 50 : 70))));
  const ticks = () => {
    if (axis === "version") return countTicks(from, to, count);
    if (inMonths) return monthTicks(from, to, count, (at) => zoneOffsetMs(new Date(at), timeZone));
    return timeTicks(from, to, count, offset);
  };
  const drawnHeights = heights(series, stacked);
  const max = Math.max(props.least ?? 0, ...drawnHeights);
  const values = log ? logTicks(max) : valueTicks(max, Math.min(0, ...drawnHeights));
  const { exact, axis: writeTick } = VALUE_FORMATS[format];
  const writeValue = (value: number) => exact(value, unit);
  const writeAt = (at: number) => {
    if (axis === "version") return formatCount(at);
    if (inMonths) return formatMonth(new Date(at), timeZone);
    return axis === "elapsed" ? formatSeconds(at) : writeTime(at, to - from, timeZone);
  };
  const writeExact = (at: number) => {
    if (props.writeMoment !== undefined) return props.writeMoment(at);
    if (axis === "version") return `version ${formatCount(at)}`;
    if (axis === "elapsed") return formatSeconds(at);
    return `${formatDay(new Date(at), { timeZone })}, ${formatTimeOfDay(new Date(at), { timeZone })}`;
  };
  const placed = placeMarks(marks, { from, to, width: drawn });
  return (
    <figure className={classes.figure} ref={ref}>
      <figcaption className={classes.caption}>
        <VisuallyHidden>{label}</VisuallyHidden>
        <UnstyledButton className={classes.switch} onClick={() => setAsTable(!asTable)} aria-pressed={asTable}>
          {asTable ? "Chart" : "Table"}
        </UnstyledButton>
      </figcaption>
      {asTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard.
        <section className={classes.tableScroller} style={{ height }} aria-label={label} tabIndex={0}>
          {props.table ?? (
            <TimeChartTable
              series={series}
              marks={marks}
              moment={MOMENTS[axis]}
              writeAt={writeExact}
              writeValue={writeValue}
            />
          )}
        </section>
      ) : (
        <div role="img" aria-label={`${label}: ${summary(series, marks, writeValue)}`}>
          <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 640, height }}>
            <ComposedChart
              data={rows}
              margin={{ top: marks.length > 0 ? 24 : 8, right: RIGHT_MARGIN, bottom: 0, left: 0 }}
              accessibilityLayer={false}
              {...(props.onPick !== undefined && { className: classes.pickable ?? "", onClick: pick(props.onPick) })}
            >
              <CartesianGrid vertical={false} stroke="var(--fl-chart-grid)" />
              <XAxis
                dataKey="at"
                type="number"
                domain={[from, to]}
                ticks={ticks()}
                tickFormatter={writeAt}
                tickLine={false}
                axisLine={{ stroke: "var(--fl-line-strong)" }}
                tick={TICK}
                height={22}
                allowDataOverflow
              />
              <YAxis
                width={AXIS_WIDTH}
                scale={log ? "log" : "linear"}
                domain={[values[0] ?? 0, values.at(-1) ?? 1]}
                ticks={values}
                tickFormatter={(value: number) => (log && value === 1 ? "≤ 1" : writeTick(value))}
                tickLine={false}
                axisLine={false}
                tick={TICK}
                allowDataOverflow
              />
              {tinted !== undefined && (
                <ReferenceArea
                  x1={tinted.from}
                  x2={tinted.to}
                  fill="var(--fl-accent-soft)"
                  fillOpacity={0.6}
                  ifOverflow="hidden"
                />
              )}
              {placed.map((mark) => (
                <ReferenceLine
                  key={`${mark.at} ${mark.label}`}
                  x={mark.at}
                  stroke={markColour(mark)}
                  strokeDasharray={mark.solid === true ? "0" : "2 3"}
                  ifOverflow="hidden"
                  label={{
                    value: mark.label,
                    position: "top",
                    textAnchor: mark.anchor,
                    fontSize: 11,
                    fill: wordColour(mark),
                  }}
                />
              ))}
              <Tooltip
                isAnimationActive={false}
                cursor={{ stroke: "var(--fl-line-strong)" }}
                content={
                  <TimeChartTooltip
                    series={series}
                    marks={marks}
                    reach={(to - from) * REACH}
                    writeAt={writeExact}
                    writeValue={writeValue}
                  />
                }
              />
              {series.map((one) =>
                one.area === true ? (
                  <Area
                    key={one.id}
                    dataKey={one.id}
                    {...(stacked ? { stackId: "all" } : {})}
                    stroke={seriesColour(one)}
                    strokeWidth={1.5}
                    fill={seriesColour(one)}
                    fillOpacity={stacked ? 0.6 : 0.08}
                    isAnimationActive={false}
                    dot={lonelyDot(one)}
                    activeDot={{ r: 3 }}
                  />
                ) : (
                  <Line
                    key={one.id}
                    dataKey={one.id}
                    type={one.stepped === true ? "stepAfter" : "linear"}
                    stroke={seriesColour(one)}
                    strokeWidth={one.tone === "past" ? 1.25 : 1.75}
                    strokeDasharray={one.tone === "estimate" ? "3 3" : "0"}
                    isAnimationActive={false}
                    dot={lonelyDot(one)}
                    activeDot={{ r: 3 }}
                  />
                ),
              )}
            </ComposedChart>
          </ResponsiveContainer>
        </div>
      )}
    </figure>
  );
}

function pick(onPick: (at: number) => void): (at: { readonly activeLabel: string | number | undefined }) => void {
  return ({ activeLabel }) => activeLabel !== undefined && onPick(Number(activeLabel));
}

function heights(series: readonly ChartSeries[], stacked: boolean): number[] {
  const [first] = series;
  if (stacked && first !== undefined) {
    return first.points.map((_, index) => series.reduce((sum, one) => sum + (one.points[index]?.value ?? 0), 0));
  }
  return series.flatMap((one) => one.points.map((point) => point.value ?? 0));
}

// A single point has no line to be seen by.
function lonelyDot(series: ChartSeries): false | { r: number } {
  return series.points.filter((point) => point.value !== null).length === 1 ? { r: 2 } : false;
}

function markColour({ tone }: ChartMark): string {
  if (tone === "danger") return "var(--fl-danger-text)";
  return tone === "now" ? "var(--fl-accent-text)" : "var(--fl-mark)";
}

function wordColour(mark: ChartMark): string {
  if (mark.tone === "past") return "var(--fl-text-3)";
  return mark.tone === undefined ? "var(--fl-text-2)" : markColour(mark);
}

function writeTime(at: number, span: number, timeZone: string): string {
  const instant = new Date(at);
  if (span > 3 * 86_400_000) return formatDay(instant, { timeZone, weekday: false });
  return formatTimeOfDay(instant, { timeZone, seconds: span < 5 * 60_000 });
}

function summary(
  series: readonly ChartSeries[],
  marks: readonly ChartMark[],
  write: (value: number) => string,
): string {
  const lines = series.map((one) => {
    const known = one.points.flatMap((point) => (point.value === null ? [] : [point.value]));
    if (known.length === 0) return `${one.label} has no values`;
    return `${one.label} from ${write(Math.min(...known))} to ${write(Math.max(...known))}, last ${write(known.at(-1) ?? 0)}`;
  });
  return [...lines, ...marks.map((mark) => mark.label)].join("; ");
}
