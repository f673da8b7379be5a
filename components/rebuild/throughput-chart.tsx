import { TimeChart } from "@/components/charts/time-chart";
import type { RebuildSample } from "@/lib/api/rebuilds";
import { SampleTable } from "./sample-table";
import type { ThroughputSeries } from "./throughput-series";

interface ThroughputChartProps {
  readonly series: ThroughputSeries;
  /** The numbers behind this run's line. */
  readonly samples: readonly RebuildSample[];
  readonly height?: number;
}

/** Events replayed per second: this run filled, past ones grey under it, what is estimated dashed on a tint. */
export function ThroughputChart({ series, samples, height = 260 }: ThroughputChartProps) {
  const { lines, marks, to, estimated } = series;
  return (
    <TimeChart
      label="Events replayed per second"
      axis="elapsed"
      unit="events/s"
      series={lines}
      marks={marks}
      from={0}
      to={to}
      height={height}
      table={<SampleTable samples={samples} />}
      {...(estimated === null ? {} : { tinted: estimated })}
    />
  );
}
