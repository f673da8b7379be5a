import { TimeChart } from "@/components/charts/time-chart";
import { EmptyState } from "@/components/layout/empty-state";
import { Panel } from "@/components/layout/panel";
import type { JobSample } from "@/lib/api/jobs";

const SECOND = 1000;

interface JobRatePanelProps {
  /** "Events copied per second". */
  readonly title: string;
  /** "this copy". */
  readonly label: string;
  readonly samples: readonly JobSample[];
}

/** How many events a job did per second since it started; a pause is a gap at 0. */
export function JobRatePanel({ title, label, samples }: JobRatePanelProps) {
  const points = samples.map(({ second, rate }) => ({ at: second * SECOND, value: rate }));
  return (
    <Panel title={title}>
      {points.length < 2 ? (
        <EmptyState title="No sample yet">
          A worker notes once a second how far it is; the chart grows with it.
        </EmptyState>
      ) : (
        <TimeChart
          label={title}
          axis="elapsed"
          unit="events/s"
          series={[{ id: "now", label, tone: "now", area: true, points }]}
          from={0}
          to={Math.max(SECOND, points.at(-1)?.at ?? 0)}
          height={180}
        />
      )}
    </Panel>
  );
}
