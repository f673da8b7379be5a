"use client";
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
import { formatAxisCount, formatRate } from "@/lib/format/number";
import classes from "./throughput-chart.module.css";
import { axisTicks, type ThroughputMark, type ThroughputSeries, timeTicks } from "./throughput-series";

const TICK = { fontSize: 11, fill: "var(--fl-text-3)" };
const WORDS = { now: "this run", past: "past run", estimate: "estimate" } as const;
const COLOURS = { now: "var(--fl-chart-now)", past: "var(--fl-chart-past)", estimate: "var(--fl-chart-now)" };
const MARK_COLOURS: Readonly<Record<ThroughputMark["run"], string>> = {
  now: "var(--fl-text-2)",
  past: "var(--fl-text-3)",
  estimate: "var(--fl-accent-text)",
};

interface ThroughputChartProps {
  readonly series: ThroughputSeries;
  readonly running: boolean;
  readonly height?: number;
}

/** Events replayed per second: this run filled, a past one grey under it, what is estimated dashed on a tint. */
export function ThroughputChart({ series, running, height = 260 }: ThroughputChartProps) {
  const { points, marks, lastSecond, estimated } = series;
  const most = Math.max(0, ...points.flatMap((point) => [point.now ?? 0, point.past ?? 0, point.estimate ?? 0]));
  const ticks = axisTicks(most);
  const last = points.findLast((point) => point.now !== undefined);
  return (
    <div className={classes.chart} style={{ height }}>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={[...points]} margin={{ top: 22, right: 24, bottom: 0, left: 0 }} accessibilityLayer>
          <CartesianGrid vertical={false} stroke="var(--fl-chart-grid)" />
          <XAxis
            dataKey="second"
            type="number"
            domain={[0, lastSecond]}
            ticks={timeTicks(lastSecond)}
            tickFormatter={(second: number) => formatSeconds(second * 1000)}
            tick={TICK}
            tickLine={false}
            axisLine={{ stroke: "var(--fl-line-strong)" }}
          />
          <YAxis
            domain={[0, ticks.at(-1) ?? 1]}
            ticks={ticks}
            tickFormatter={formatAxisCount}
            tick={TICK}
            tickLine={false}
            axisLine={false}
            width={56}
          />
          {estimated !== null && (
            <ReferenceArea
              x1={estimated.from}
              x2={estimated.to}
              fill="var(--fl-accent-soft)"
              fillOpacity={0.6}
              stroke="none"
            />
          )}
          <Line
            dataKey="past"
            stroke={COLOURS.past}
            strokeWidth={1.25}
            dot={false}
            isAnimationActive={false}
            connectNulls
          />
          <Area
            dataKey="now"
            stroke={COLOURS.now}
            strokeWidth={1.75}
            fill={COLOURS.now}
            fillOpacity={0.1}
            dot={false}
            isAnimationActive={false}
            connectNulls
          />
          <Line
            dataKey="estimate"
            stroke={COLOURS.estimate}
            strokeWidth={1.5}
            strokeDasharray="3 4"
            dot={false}
            isAnimationActive={false}
            connectNulls
          />
          {marks.map(({ second, words, run }, index) => (
            <ReferenceLine
              key={`${run} ${words} ${second}`}
              x={second}
              stroke={MARK_COLOURS[run]}
              strokeDasharray="2 3"
              label={{
                value: fits(marks, index, lastSecond) ? words : "",
                position: second > lastSecond * 0.85 ? "insideTopRight" : "insideTopLeft",
                offset: 4,
                dy: -18,
                fontSize: 11,
                fill: MARK_COLOURS[run],
              }}
            />
          ))}
          {running && last !== undefined && estimated !== null && (
            <ReferenceLine x={last.second} stroke="var(--fl-accent-solid)" />
          )}
          <Tooltip
            isAnimationActive={false}
            content={({ active, label, payload }) =>
              active === true && payload.length > 0 ? (
                <div className={classes.tooltip}>
                  <p>{formatSeconds(Number(label) * 1000)}</p>
                  {payload.map(({ dataKey, value }) => (
                    <p key={String(dataKey)}>
                      {dataKey === "now" || dataKey === "past" || dataKey === "estimate" ? WORDS[dataKey] : ""}{" "}
                      <b>{formatRate(Number(value))}</b> events/s
                    </p>
                  ))}
                </div>
              ) : null
            }
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

// Words of marks that lie too close to the one before would run into each other.
function fits(marks: readonly ThroughputMark[], index: number, lastSecond: number): boolean {
  const before = marks[index - 1];
  const mark = marks[index];
  return before === undefined || mark === undefined || mark.second - before.second > lastSecond * 0.12;
}
