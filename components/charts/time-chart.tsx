"use client";
import { UnstyledButton } from "@mantine/core";
import { useState } from "react";
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
import { formatDay, formatTimeOfDay, zoneOffsetMs } from "@/lib/format/instant";
import { formatAxisCount, formatRate } from "@/lib/format/number";
import { useTimeZone } from "../layout/time-zone";
import { placeMarks } from "./place-marks";
import { logTicks, timeTicks, valueTicks } from "./ticks";
import classes from "./time-chart.module.css";
import { TimeChartTable } from "./time-chart-table";
import { TimeChartTooltip } from "./time-chart-tooltip";

export type ChartTone = "now" | "past" | "danger" | "estimate";

export interface ChartSeries {
  readonly id: string;
  readonly label: string;
  readonly tone: ChartTone;
  /** Filled below, at most 10 %. */
  readonly area?: boolean;
  /** Oldest first; a null value is a gap. */
  readonly points: readonly { readonly at: number; readonly value: number | null }[];
}

export interface ChartMark {
  readonly at: number;
  readonly label: string;
  readonly tone?: "danger" | "now";
}

interface TimeChartProps {
  /** Names the chart: "Events replayed per second". */
  readonly label: string;
  readonly series: readonly ChartSeries[];
  /** Dashed verticals with a word on top. */
  readonly marks?: readonly ChartMark[];
  /** `at` is an instant in ms (default), or ms since a start. */
  readonly axis?: "time" | "elapsed";
  readonly from?: number;
  readonly to?: number;
  /** The unit in the tooltip and the table: "events/s". */
  readonly unit: string;
  readonly height?: number;
  /** A logarithmic value axis; say so in the title. Values below 1 stand on its foot. */
  readonly log?: boolean;
  /** The value axis reaches at least this far, so that next to nothing does not fill the chart. */
  readonly least?: number;
  /** A stretch that is estimated, tinted. */
  readonly tinted?: { readonly from: number; readonly to: number };
}

const STROKE: Record<ChartTone, string> = {
  now: "var(--fl-chart-now)",
  past: "var(--fl-chart-past)",
  danger: "var(--fl-danger-text)",
  estimate: "var(--fl-chart-now)",
};

/** Lines over time as LOOK wants them: the present in the accent, the past grey, gaps as gaps; also as a table. */
export function TimeChart(props: TimeChartProps) {
  const { label, series, marks = [], axis = "time", unit, height = 190, log = false, tinted } = props;
  const timeZone = useTimeZone();
  const [asTable, setAsTable] = useState(false);
  const rows = mergeSeries(series, log);
  const from = props.from ?? rows[0]?.at ?? 0;
  const to = props.to ?? rows.at(-1)?.at ?? 1;
  const offset = axis === "time" ? zoneOffsetMs(new Date(from), timeZone) : 0;
  const ticks = timeTicks(from, to, 8, offset);
  const max = Math.max(props.least ?? 0, ...series.flatMap((one) => one.points.map((point) => point.value ?? 0)));
  const values = log ? logTicks(max) : valueTicks(max);
  const writeAt = (at: number) => (axis === "elapsed" ? formatSeconds(at) : writeTime(at, to - from, timeZone));
  const writeExact = (at: number) =>
    axis === "elapsed"
      ? formatSeconds(at)
      : `${formatDay(new Date(at), { timeZone })}, ${formatTimeOfDay(new Date(at), { timeZone })}`;
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <span className={classes.hidden}>{label}</span>
        <UnstyledButton className={classes.switch} onClick={() => setAsTable(!asTable)} aria-pressed={asTable}>
          {asTable ? "Chart" : "Table"}
        </UnstyledButton>
      </figcaption>
      {asTable ? (
        <TimeChartTable label={label} series={series} unit={unit} height={height} writeAt={writeExact} />
      ) : (
        <div role="img" aria-label={`${label}: ${summary(series, unit)}`}>
          <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 640, height }}>
            <ComposedChart
              data={rows}
              margin={{ top: marks.length > 0 ? 24 : 8, right: 16, bottom: 0, left: 0 }}
              accessibilityLayer={false}
            >
              <CartesianGrid vertical={false} stroke="var(--fl-chart-grid)" />
              <XAxis
                dataKey="at"
                type="number"
                domain={[from, to]}
                ticks={ticks}
                tickFormatter={writeAt}
                tickLine={false}
                axisLine={{ stroke: "var(--fl-line-strong)" }}
                tick={{ fontSize: 11, fill: "var(--fl-text-3)" }}
                allowDataOverflow
              />
              <YAxis
                width={52}
                scale={log ? "log" : "linear"}
                domain={[values[0] ?? 0, values.at(-1) ?? 1]}
                ticks={values}
                tickFormatter={formatAxisCount}
                tickLine={false}
                axisLine={false}
                tick={{ fontSize: 11, fill: "var(--fl-text-3)" }}
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
              {placeMarks(marks, from, to).map((mark) => (
                <ReferenceLine
                  key={`${mark.at} ${mark.label}`}
                  x={mark.at}
                  stroke={markColour(mark)}
                  strokeDasharray="2 3"
                  ifOverflow="hidden"
                  label={{
                    value: mark.label,
                    position: "top",
                    textAnchor: mark.anchor,
                    fontSize: 11,
                    fill: mark.tone === undefined ? "var(--fl-text-2)" : markColour(mark),
                  }}
                />
              ))}
              <Tooltip
                isAnimationActive={false}
                cursor={{ stroke: "var(--fl-line-strong)" }}
                content={<TimeChartTooltip series={series} unit={unit} writeAt={writeExact} />}
              />
              {series.map((one) =>
                one.area === true ? (
                  <Area
                    key={one.id}
                    dataKey={one.id}
                    stroke={STROKE[one.tone]}
                    strokeWidth={1.5}
                    fill={STROKE[one.tone]}
                    fillOpacity={0.08}
                    isAnimationActive={false}
                    dot={lonelyDot(one)}
                    activeDot={{ r: 3 }}
                  />
                ) : (
                  <Line
                    key={one.id}
                    dataKey={one.id}
                    stroke={STROKE[one.tone]}
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

// A single point has no line to be seen by.
function lonelyDot(series: ChartSeries): false | { r: number } {
  return series.points.filter((point) => point.value !== null).length === 1 ? { r: 2 } : false;
}

function markColour(mark: ChartMark): string {
  if (mark.tone === "danger") return "var(--fl-danger-text)";
  return mark.tone === "now" ? "var(--fl-accent-text)" : "var(--fl-mark)";
}

function writeTime(at: number, span: number, timeZone: string): string {
  const instant = new Date(at);
  if (span > 3 * 86_400_000) return formatDay(instant, { timeZone, weekday: false });
  return formatTimeOfDay(instant, { timeZone, seconds: span < 5 * 60_000 });
}

function mergeSeries(series: readonly ChartSeries[], log: boolean): { at: number; [id: string]: number | null }[] {
  const rows = new Map<number, { at: number; [id: string]: number | null }>();
  for (const one of series) {
    for (const { at, value } of one.points) {
      const row = rows.get(at) ?? { at };
      row[one.id] = log && value !== null ? Math.max(1, value) : value;
      rows.set(at, row);
    }
  }
  return [...rows.values()].sort((a, b) => a.at - b.at);
}

function summary(series: readonly ChartSeries[], unit: string): string {
  return series
    .map((one) => {
      const known = one.points.flatMap((point) => (point.value === null ? [] : [point.value]));
      if (known.length === 0) return `${one.label} has no values`;
      return `${one.label} from ${formatRate(Math.min(...known))} to ${formatRate(Math.max(...known))} ${unit}, last ${formatRate(known.at(-1) ?? 0)}`;
    })
    .join("; ");
}
