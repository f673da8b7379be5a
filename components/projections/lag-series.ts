import { withGaps } from "@/components/charts/chart-rows";
import type { ChartMark, ChartPoint, ChartSeries } from "@/components/charts/chart-series";
import type { LagSample, ProjectionSummary } from "@/lib/api/projections";
import { formatCount } from "@/lib/format/number";

export const HOUR_MS = 3_600_000;
const SAMPLE_MS = 60_000;

/** The lag chart: the projections that need somebody and the one most behind by name, all others as their highest. */
export function lagSeries(projections: readonly ProjectionSummary[]): ChartSeries[] {
  const measured = projections.filter(({ lastHour }) => lastHour.length > 0);
  const stopped = measured.filter(({ status }) => status.kind === "stopped").slice(0, 2);
  const others = measured.filter((projection) => !stopped.includes(projection));
  const named = others.toSorted((a, b) => peak(b.lastHour) - peak(a.lastHour)).slice(0, 1);
  const rest = others.filter((projection) => !named.includes(projection));
  const line = (tone: "now" | "danger") => (projection: ProjectionSummary) =>
    ({
      id: `lag ${projection.name}`,
      label: projection.name,
      mono: true,
      tone,
      points: lagPoints(projection.lastHour),
    }) satisfies ChartSeries;
  const highest = rest.length === 0 ? [] : [highestOf(rest)];
  return [...highest, ...named.map(line("now")), ...stopped.map(line("danger"))];
}

/** Lag by the minute; a time in which no worker measured it is a gap. */
export function lagPoints(samples: readonly LagSample[]): ChartPoint[] {
  const points = samples.map(({ at, behind }) => ({ at: Date.parse(at), value: behind }));
  return withGaps(points, 2.5 * SAMPLE_MS);
}

function highestOf(projections: readonly ProjectionSummary[]): ChartSeries {
  const highest = new Map<string, number>();
  for (const { at, behind } of projections.flatMap(({ lastHour }) => lastHour)) {
    highest.set(at, Math.max(highest.get(at) ?? 0, behind));
  }
  const samples = [...highest].map(([at, behind]) => ({ at, behind })).toSorted((a, b) => a.at.localeCompare(b.at));
  const others = projections.length === 1 ? "1 other" : `${projections.length} others, highest`;
  return { id: "others", label: others, tone: "past", points: lagPoints(samples) };
}

function peak(samples: readonly LagSample[]): number {
  return Math.max(0, ...samples.map(({ behind }) => behind));
}

/** Samples of a minute or of ten may lie that much apart without anything missing between them. */
export function longestGapMs(grainMs: number): number {
  return Math.max(2.5 * grainMs, 2.5 * SAMPLE_MS);
}

/** Where projections stopped, if an event did it. */
export function stoppedMarks(projections: readonly ProjectionSummary[]): ChartMark[] {
  return projections.flatMap(({ status: { kind, since, event } }) =>
    kind !== "stopped" || since === null || event === null
      ? []
      : [
          {
            at: Date.parse(since),
            label: `stopped at position ${formatCount(BigInt(event.position))}`,
            tone: "danger",
          },
        ],
  );
}
