import type { ChartMark, ChartSeries } from "./chart-series";
import classes from "./time-chart.module.css";

interface TimeChartTableProps {
  readonly series: readonly ChartSeries[];
  readonly marks: readonly ChartMark[];
  /** The head of the first column. */
  readonly moment: string;
  readonly writeAt: (at: number) => string;
  readonly writeValue: (value: number) => string;
}

/** The numbers and marks of a chart, newest first. */
export function TimeChartTable({ series, marks, moment, writeAt, writeValue }: TimeChartTableProps) {
  const moments = [...series.flatMap((one) => one.points.map((point) => point.at)), ...marks.map((mark) => mark.at)];
  const rows = [...new Set(moments)].sort((a, b) => b - a);
  const values = series.map((one) => new Map(one.points.map((point) => [point.at, point])));
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{moment}</th>
          {series.map((one) => (
            <th key={one.id} scope="col">
              {one.label}
            </th>
          ))}
          {marks.length > 0 && <th scope="col">What happened</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((at) => (
          <tr key={at}>
            <td>{writeAt(at)}</td>
            {values.map((known, index) => {
              const { value = null, text } = known.get(at) ?? {};
              return <td key={series[index]?.id}>{text ?? (value === null ? "—" : writeValue(value))}</td>;
            })}
            {marks.length > 0 && (
              <td>
                {marks
                  .filter((mark) => mark.at === at)
                  .map((mark) => mark.label)
                  .join(", ")}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
