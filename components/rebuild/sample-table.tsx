import classes from "@/components/charts/time-chart.module.css";
import type { RebuildSample } from "@/lib/api/rebuilds";
import { formatSeconds } from "@/lib/format/duration";
import { formatCount, formatRate } from "@/lib/format/number";

/** The numbers behind the chart of one run. */
export function SampleTable({ samples }: { readonly samples: readonly RebuildSample[] }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">After</th>
          <th scope="col">Phase</th>
          <th scope="col">Events/s</th>
          <th scope="col">Read</th>
          <th scope="col">Rows</th>
        </tr>
      </thead>
      <tbody>
        {samples.map((sample) => (
          <tr key={sample.sampledAt}>
            <td>{formatSeconds(sample.second * 1000)}</td>
            <td>{sample.phase}</td>
            <td>{formatRate(sample.rate)}</td>
            <td>{formatCount(sample.eventsRead)}</td>
            <td>{formatCount(sample.rowsWritten)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
