"use client";
import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import type { ChartMark, ChartPoint } from "@/components/charts/chart-series";
import { TimeChart } from "@/components/charts/time-chart";
import type { StreamHistory } from "@/lib/api/stream-history";
import { formatCount } from "@/lib/format/number";
import classes from "./path-history.module.css";

type Series = NonNullable<StreamHistory["series"]>;
type Axis = "time" | "version";

interface PathChartProps {
  readonly series: Series;
  readonly path: string;
  /** Where the page stands. */
  readonly version: number;
  readonly onPick: (version: number) => void;
}

/** The values of a path over time or over versions; a click goes to the event that made a value. */
export function PathChart({ series, path, version, onPick }: PathChartProps) {
  const [axis, setAxis] = useState<Axis>("time");
  const { points, here } = chartPoints(series, axis, version);
  const pick = (at: number) => {
    const picked = points.findLast((point) => point.at === at);
    if (picked !== undefined) onPick(picked.version);
  };
  return (
    <div className={classes.chart}>
      <SegmentedControl
        className={classes.axis ?? ""}
        aria-label="Chart over"
        value={axis}
        onChange={(value) => setAxis(value as Axis)}
        data={[
          { value: "time", label: "Time" },
          { value: "version", label: "Version" },
        ]}
      />
      <TimeChart
        label={path}
        axis={axis}
        unit=""
        format="plain"
        height={136}
        series={[{ id: "value", label: path, tone: "now", mono: true, stepped: true, points }]}
        marks={here}
        onPick={pick}
      />
      {series.thinned && (
        <p className={classes.note}>
          Of many values the chart shows {formatCount(points.length)}, with the lowest and the highest of each stretch.
        </p>
      )}
    </div>
  );
}

interface VersionPoint extends ChartPoint {
  readonly version: number;
}

/** The points in the order of the axis, and a mark where the page stands. */
function chartPoints({ points }: Series, axis: Axis, version: number) {
  const placed = points.map(({ version: of, occurredAt, value }): VersionPoint => {
    const number = value === null || value === "null" ? Number.NaN : Number(value);
    return {
      version: of,
      at: axis === "version" ? of : Date.parse(occurredAt),
      value: Number.isFinite(number) ? number : null,
      ...(value === null ? {} : { text: value }),
    };
  });
  const current = placed.findLast((point) => point.version <= version);
  const here: ChartMark[] =
    current === undefined
      ? []
      : [{ at: current.at, label: `version ${formatCount(version)}`, tone: "now", solid: true }];
  return { points: [...placed].sort((one, other) => one.at - other.at), here };
}
