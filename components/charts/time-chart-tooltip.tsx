"use client";
import { formatRate } from "@/lib/format/number";
import type { ChartSeries } from "./time-chart";
import classes from "./time-chart.module.css";

interface TimeChartTooltipProps {
  readonly series: readonly ChartSeries[];
  readonly unit: string;
  readonly writeAt: (at: number) => string;
  /** Given by recharts. */
  readonly active?: boolean;
  readonly label?: string | number;
}

/** All series at the moment under the pointer; a series without a value there is left out. */
export function TimeChartTooltip({ series, unit, writeAt, active, label }: TimeChartTooltipProps) {
  if (active !== true || label === undefined) return null;
  const at = Number(label);
  const values = series.flatMap((one) => {
    const value = one.points.find((point) => point.at === at)?.value;
    return value === null || value === undefined ? [] : [{ id: one.id, label: one.label, value }];
  });
  if (values.length === 0) return null;
  return (
    <div className={classes.tooltip}>
      <p>{writeAt(at)}</p>
      <dl>
        {values.map((one) => (
          <div key={one.id}>
            <dt>{one.label}</dt>
            <dd>
              {formatRate(one.value)} {unit}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
