import { formatRate } from "@/lib/format/number";
import type { ChartSeries } from "./time-chart";
import classes from "./time-chart.module.css";

interface TimeChartTableProps {
  readonly label: string;
  readonly series: readonly ChartSeries[];
  readonly unit: string;
  readonly height: number;
  readonly writeAt: (at: number) => string;
}

/** The numbers of a chart, newest first. */
export function TimeChartTable({ label, series, unit, height, writeAt }: TimeChartTableProps) {
  const instants = [...new Set(series.flatMap((one) => one.points.map((point) => point.at)))].sort((a, b) => b - a);
  const values = series.map((one) => new Map(one.points.map((point) => [point.at, point.value])));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard.
    <section className={classes.tableScroller} style={{ height }} aria-label={label} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {series.map((one) => (
              <th key={one.id} scope="col">
                {one.label}, {unit}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {instants.map((at) => (
            <tr key={at}>
              <td>{writeAt(at)}</td>
              {values.map((known, index) => {
                const value = known.get(at);
                return (
                  <td key={series[index]?.id}>{value === null || value === undefined ? "—" : formatRate(value)}</td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
