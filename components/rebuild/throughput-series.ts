import type { ChartMark, ChartPoint, ChartSeries } from "@/components/charts/chart-series";
import type { RebuildSample } from "@/lib/api/rebuilds";
import { formatRate } from "@/lib/format/number";

type Sample = Pick<RebuildSample, "second" | "phase" | "rate">;

export interface Run {
  /** Whose line it is: "v7, now". */
  readonly label: string;
  readonly samples: readonly Sample[];
}

export interface ThroughputSeries {
  readonly lines: readonly ChartSeries[];
  readonly marks: readonly ChartMark[];
  /** The end of the axis, in ms since the start. */
  readonly to: number;
  /** Where the estimate begins and ends; `null` when nothing is estimated. */
  readonly estimated: { readonly from: number; readonly to: number } | null;
}

export interface ThroughputInput {
  readonly run: Run;
  readonly past: readonly Run[];
  /** Seconds until it is ready, while it runs. */
  readonly etaSeconds: number | null;
  readonly rate: number | null;
}

const MOST_POINTS = 400;
const SECOND = 1000;
const PHASE_WORDS: Readonly<Record<string, string>> = {
  build: "Build",
  indexes: "Indexes",
  "catch-up": "Catch up",
  verify: "Verify",
};

/** The chart of events replayed per second: this run, the estimate of its rest, and past runs under it. */
export function throughputSeries({ run, past, etaSeconds, rate }: ThroughputInput): ThroughputSeries {
  const last = endOf(run);
  const estimated =
    etaSeconds === null || rate === null || etaSeconds < 1 ? null : { from: last, to: last + etaSeconds * SECOND };
  const estimate = estimated === null || rate === null ? [] : [estimateLine(estimated, rate)];
  return {
    lines: [
      ...past.map(
        ({ label, samples }, index) =>
          ({ id: `past ${index}`, label, tone: "past", points: pointsOf(samples) }) satisfies ChartSeries,
      ),
      { id: "now", label: run.label, tone: "now", area: true, points: pointsOf(run.samples) },
      ...estimate,
    ],
    marks: [...phaseMarks(run.samples), ...(estimated === null || rate === null ? [] : estimateMarks(estimated, rate))],
    to: Math.max(SECOND, last, estimated?.to ?? 0, ...past.map(endOf)),
    estimated,
  };
}

function estimateLine({ from, to }: { from: number; to: number }, rate: number): ChartSeries {
  const points = [from, to].map((at) => ({ at, value: rate }));
  return { id: "estimate", label: "estimate", tone: "estimate", points };
}

function estimateMarks({ from, to }: { from: number; to: number }, rate: number): ChartMark[] {
  return [
    { at: from, label: `Now, ${formatRate(rate)} events/s`, tone: "now", solid: true },
    { at: to, label: "Ready, estimated", tone: "now" },
  ];
}

function endOf({ samples }: Run): number {
  return (samples.at(-1)?.second ?? 0) * SECOND;
}

/** Where each phase of a run begins: at the last sample of the one before, as a sample tells of the time up to it. */
export function phaseMarks(samples: readonly Sample[]): ChartMark[] {
  return samples.flatMap((sample, index) => {
    const before = samples[index - 1];
    if (sample.phase === before?.phase) return [];
    return [{ at: (before?.second ?? sample.second) * SECOND, label: PHASE_WORDS[sample.phase] ?? sample.phase }];
  });
}

/** Fewer points of the same shape: each stands for the mean of its bucket. */
function pointsOf(samples: readonly Sample[]): ChartPoint[] {
  const size = Math.ceil(samples.length / MOST_POINTS);
  const points: ChartPoint[] = [];
  for (let start = 0; start < samples.length; start += size) {
    const bucket = samples.slice(start, start + size);
    const last = bucket.at(-1);
    if (last === undefined) continue;
    const value = bucket.reduce((sum, sample) => sum + sample.rate, 0) / bucket.length;
    points.push({ at: last.second * SECOND, value });
  }
  return points;
}
