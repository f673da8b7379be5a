import type { ChartMark, ChartSeries } from "@/components/charts/chart-series";
import { TimeChart } from "@/components/charts/time-chart";

interface LagChartProps {
  readonly series: readonly ChartSeries[];
  readonly marks: readonly ChartMark[];
  readonly from: number;
  readonly to: number;
  readonly height?: number;
}

/** Events behind the watermark, on a logarithmic scale: a lag of 10 and one of 10,000 both show. */
export function LagChart({ series, marks, from, to, height = 168 }: LagChartProps) {
  return (
    <TimeChart
      label="Events behind the watermark"
      unit="events"
      format="count"
      log
      least={10}
      series={series}
      marks={marks}
      from={from}
      to={to}
      height={height}
    />
  );
}
