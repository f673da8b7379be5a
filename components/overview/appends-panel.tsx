import { IconChartLine } from "@tabler/icons-react";
import type { AppendRate } from "@/lib/api/overview";
import { formatCount, formatRate } from "@/lib/format/number";
import { TimeChart } from "../charts/time-chart";
import { EmptyState } from "../layout/empty-state";
import { Panel } from "../layout/panel";
import classes from "./overview.module.css";

/** The append rate over the range, with its marks. */
export function AppendsPanel({ appends, range }: { readonly appends: AppendRate; readonly range: string }) {
  const { now, peak, total, points, marks, from, to } = appends;
  const sampled = points.some((point) => point.value !== null);
  return (
    <Panel
      title="Appends"
      note="events/s"
      aside={
        sampled && (
          <>
            <Figure value={now === null ? "—" : formatRate(now)} words="events/s now" />
            <Figure value={peak === null ? "—" : formatRate(peak)} words="peak" />
            <Figure value={formatCount(total)} words={`in ${range}`} />
          </>
        )
      }
    >
      {sampled ? (
        <TimeChart
          label="Events appended per second"
          unit="events/s"
          series={[{ id: "appends", label: "Appended", tone: "now", area: true, points }]}
          marks={marks}
          least={1}
          from={from}
          to={to}
        />
      ) : (
        <EmptyState icon={IconChartLine} title="No samples yet">
          A worker notes the watermark every five seconds. The append rate of the last {range} appears here.
        </EmptyState>
      )}
    </Panel>
  );
}

function Figure({ value, words }: { readonly value: string; readonly words: string }) {
  return (
    <span>
      <strong className={classes.strong}>{value}</strong> {words}
    </span>
  );
}
