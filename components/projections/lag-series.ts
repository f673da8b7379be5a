import type { LagSample, ProjectionSummary } from "@/lib/api/projections";

export interface LagSeries {
  readonly id: string;
  readonly name: string;
  readonly tone: "danger" | "now" | "past";
}

export interface LagPoint {
  readonly at: number;
  readonly [series: string]: number;
}

/** The lag chart: the projections that need somebody and the one most behind by name, all others as their highest. */
export function lagSeries(projections: readonly ProjectionSummary[]): { series: LagSeries[]; points: LagPoint[] } {
  const measured = projections.filter(({ lastHour }) => lastHour.length > 0);
  const stopped = measured.filter(({ status }) => status.kind === "stopped").slice(0, 2);
  const others = measured.filter((projection) => !stopped.includes(projection));
  const named = others.toSorted((a, b) => peak(b.lastHour) - peak(a.lastHour)).slice(0, 1);
  const rest = others.filter((projection) => !named.includes(projection));
  const series: LagSeries[] = [
    ...rest.slice(0, 1).map(() => ({ id: "rest", name: `${rest.length} others, highest`, tone: "past" }) as const),
    ...named.map(({ name }) => ({ id: name, name, tone: "now" }) as const),
    ...stopped.map(({ name }) => ({ id: name, name, tone: "danger" }) as const),
  ];
  const points = new Map<number, Record<string, number>>();
  const put = (id: string, { at, behind }: LagSample) => {
    const minute = Date.parse(at);
    const point = points.get(minute) ?? {};
    point[id] = Math.max(point[id] ?? 0, behind);
    points.set(minute, point);
  };
  for (const { name, lastHour } of [...stopped, ...named]) for (const sample of lastHour) put(name, sample);
  for (const { lastHour } of rest) for (const sample of lastHour) put("rest", sample);
  return {
    series,
    points: [...points].map(([at, values]) => ({ ...values, at })).toSorted((a, b) => a.at - b.at),
  };
}

function peak(samples: readonly LagSample[]): number {
  return Math.max(0, ...samples.map(({ behind }) => behind));
}
