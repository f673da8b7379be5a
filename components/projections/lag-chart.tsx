"use client";
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { useTimeZone } from "@/components/layout/time-zone";
import { formatTimeOfDay } from "@/lib/format/instant";
import { formatAxisCount, formatCount } from "@/lib/format/number";
import classes from "./lag-chart.module.css";
import type { LagPoint, LagSeries } from "./lag-series";

const COLOURS = { danger: "var(--fl-danger-solid)", now: "var(--fl-chart-now)", past: "var(--fl-chart-past)" };
const TICK = { fontSize: 11, fill: "var(--fl-text-3)" };

interface LagChartProps {
  readonly series: readonly LagSeries[];
  readonly points: readonly LagPoint[];
  readonly height?: number;
  readonly mark?: { readonly at: number; readonly words: string } | null;
}

/** Events behind the watermark over the last hour, on a logarithmic scale: a lag of 10 and one of 10,000 both show. */
export function LagChart({ series, points, height = 168, mark = null }: LagChartProps) {
  const timeZone = useTimeZone();
  const time = (at: number) => formatTimeOfDay(new Date(at), { timeZone, seconds: false });
  const most = Math.max(10, ...points.flatMap((point) => series.map(({ id }) => point[id] ?? 0)));
  const decades = Math.ceil(Math.log10(most));
  const ticks = Array.from({ length: decades + 1 }, (_, power) => 10 ** power);
  // A logarithm has no 0: what is not behind at all lies on the axis.
  const rows = points.map((point) => ({
    ...Object.fromEntries(series.flatMap(({ id }) => (point[id] === undefined ? [] : [[id, Math.max(1, point[id])]]))),
    at: point.at,
  }));
  return (
    <div className={classes.chart} style={{ height }}>
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={rows} margin={{ top: 16, right: 16, bottom: 0, left: 0 }} accessibilityLayer>
          <CartesianGrid vertical={false} stroke="var(--fl-chart-grid)" />
          <XAxis
            dataKey="at"
            type="number"
            domain={["dataMin", "dataMax"]}
            tickFormatter={time}
            tick={TICK}
            tickLine={false}
            axisLine={{ stroke: "var(--fl-line-strong)" }}
            ticks={minuteTicks(points)}
          />
          <YAxis
            scale="log"
            domain={[1, 10 ** decades]}
            ticks={ticks}
            tickFormatter={(value: number) => (value === 1 ? "≤ 1" : formatAxisCount(value))}
            tick={TICK}
            tickLine={false}
            axisLine={false}
            width={56}
            allowDataOverflow
          />
          {mark !== null && (
            <ReferenceLine
              x={mark.at}
              stroke="var(--fl-danger-solid)"
              strokeDasharray="2 3"
              label={{ value: mark.words, position: "top", fontSize: 11, fill: "var(--fl-danger-text)" }}
            />
          )}
          <Tooltip
            isAnimationActive={false}
            content={({ active, label, payload }) =>
              active === true && payload.length > 0 ? (
                <div className={classes.tooltip}>
                  <p>{time(Number(label))}</p>
                  {payload.map((entry) => (
                    <p key={String(entry.dataKey)}>
                      <span className={classes.dash} style={{ background: String(entry.color) }} />
                      {series.find(({ id }) => id === entry.dataKey)?.name} <b>{formatCount(Number(entry.value))}</b>
                    </p>
                  ))}
                </div>
              ) : null
            }
          />
          {series.map(({ id, name, tone }) => (
            <Line
              key={id}
              dataKey={id}
              name={name}
              stroke={COLOURS[tone]}
              strokeWidth={tone === "past" ? 1.25 : 1.75}
              dot={false}
              isAnimationActive={false}
              connectNulls={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}

const MINUTE = 60_000;

// Whole minutes, at most eight of them, so that no label stands twice.
function minuteTicks(points: readonly LagPoint[]): number[] {
  const first = points[0]?.at ?? 0;
  const last = points.at(-1)?.at ?? 0;
  const step = [1, 2, 5, 10, 20].find((minutes) => (last - first) / (minutes * MINUTE) <= 8) ?? 30;
  const begin = Math.ceil(first / (step * MINUTE)) * step * MINUTE;
  return Array.from(
    { length: Math.floor((last - begin) / (step * MINUTE)) + 1 },
    (_, index) => begin + index * step * MINUTE,
  );
}

/** Names and colours of a chart's lines, for the head of its card. */
export function ChartLegend({ series }: { readonly series: readonly LagSeries[] }) {
  return (
    <>
      {series.toReversed().map(({ id, name, tone }) => (
        <span key={id} className={classes.legend}>
          <span className={classes.dash} style={{ background: COLOURS[tone] }} />
          <span className={id === "rest" ? "" : "mono"}>{name}</span>
        </span>
      ))}
    </>
  );
}
