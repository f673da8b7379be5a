"use client";
import type { ChartMark, ChartSeries } from "./chart-series";
import classes from "./time-chart.module.css";

interface TimeChartTooltipProps {
  readonly series: readonly ChartSeries[];
  readonly marks: readonly ChartMark[];
  /** Points and marks no further off than this belong to the moment under the pointer. */
  readonly reach: number;
  readonly writeAt: (at: number) => string;
  readonly writeValue: (value: number) => string;
  /** Given by recharts. */
  readonly active?: boolean;
  readonly label?: string | number;
}

/** All series at the moment under the pointer, as measured nearest to it, and the marks there. */
export function TimeChartTooltip({ series, marks, reach, writeAt, writeValue, active, label }: TimeChartTooltipProps) {
  if (active !== true || label === undefined) return null;
  const at = Number(label);
  const values = series.flatMap((one) => {
    const point = nearest(one.points, at, reach);
    if (point === undefined || point.value === null) return [];
    return [{ id: one.id, label: one.label, text: point.text ?? writeValue(point.value) }];
  });
  const here = marks.filter((mark) => Math.abs(mark.at - at) <= reach);
  if (values.length === 0 && here.length === 0) return null;
  return (
    <div className={classes.tooltip}>
      <p>{writeAt(at)}</p>
      <dl>
        {values.map((one) => (
          <div key={one.id}>
            <dt>{one.label}</dt>
            <dd>{one.text}</dd>
          </div>
        ))}
      </dl>
      {here.map((mark) => (
        <p key={`${mark.at} ${mark.label}`}>{mark.label}</p>
      ))}
    </div>
  );
}

function nearest<Point extends { readonly at: number }>(points: readonly Point[], at: number, reach: number) {
  let found: Point | undefined;
  for (const point of points) {
    const off = Math.abs(point.at - at);
    if (off <= reach && (found === undefined || off < Math.abs(found.at - at))) found = point;
  }
  return found;
}
