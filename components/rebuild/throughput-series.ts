import type { RebuildSample } from "@/lib/api/rebuilds";

type Sample = Pick<RebuildSample, "second" | "phase" | "rate">;

export interface ThroughputPoint {
  readonly second: number;
  readonly now?: number;
  readonly past?: number;
  readonly estimate?: number;
}

export interface ThroughputMark {
  readonly second: number;
  readonly words: string;
  readonly run: "now" | "past" | "estimate";
}

export interface ThroughputSeries {
  readonly points: readonly ThroughputPoint[];
  readonly marks: readonly ThroughputMark[];
  readonly lastSecond: number;
  /** Where the estimate begins and ends; `null` when nothing is estimated. */
  readonly estimated: { readonly from: number; readonly to: number } | null;
}

export interface ThroughputInput {
  readonly samples: readonly Sample[];
  readonly past: readonly Sample[];
  /** Seconds until it is ready, while it runs. */
  readonly etaSeconds: number | null;
  readonly rate: number | null;
}

const MOST_POINTS = 400;
const PHASE_WORDS: Readonly<Record<string, string>> = { build: "Build", indexes: "Indexes", "catch-up": "Catch up" };

/** The chart of events replayed per second: this run, the estimate of its rest, and a past run under it. */
export function throughputSeries({ samples, past, etaSeconds, rate }: ThroughputInput): ThroughputSeries {
  const now = thin(samples);
  const before = thin(past);
  const last = samples.at(-1)?.second ?? 0;
  const estimated =
    etaSeconds === null || rate === null || etaSeconds < 1 ? null : { from: last, to: last + etaSeconds };
  const points: ThroughputPoint[] = [
    ...now.map(({ second, rate: now }) => ({ second, now })),
    ...before.map(({ second, rate: past }) => ({ second, past })),
    ...(estimated === null || rate === null
      ? []
      : [
          { second: estimated.from, estimate: rate },
          { second: estimated.to, estimate: rate },
        ]),
  ];
  return {
    points: merge(points),
    marks: [
      ...phaseMarks(samples, "now"),
      ...(estimated === null ? [] : [{ second: estimated.to, words: "Ready, estimated", run: "estimate" } as const]),
    ],
    lastSecond: Math.max(1, last, past.at(-1)?.second ?? 0, estimated?.to ?? 0),
    estimated,
  };
}

/** Where each phase of a run begins: at the last sample of the one before, as a sample tells of the time up to it. */
export function phaseMarks(samples: readonly Sample[], run: "now" | "past"): ThroughputMark[] {
  return samples.flatMap((sample, index) =>
    sample.phase === samples[index - 1]?.phase
      ? []
      : [
          {
            second: samples[index - 1]?.second ?? sample.second,
            words: PHASE_WORDS[sample.phase] ?? sample.phase,
            run,
          },
        ],
  );
}

/** Fewer points of the same shape: each stands for the mean of its bucket. */
function thin(samples: readonly Sample[]): readonly Sample[] {
  const size = Math.ceil(samples.length / MOST_POINTS);
  if (size <= 1) return samples;
  const buckets: Sample[] = [];
  for (let start = 0; start < samples.length; start += size) {
    const bucket = samples.slice(start, start + size);
    const last = bucket.at(-1);
    if (last === undefined) continue;
    buckets.push({ ...last, rate: bucket.reduce((sum, sample) => sum + sample.rate, 0) / bucket.length });
  }
  return buckets;
}

function merge(points: readonly ThroughputPoint[]): ThroughputPoint[] {
  const bySecond = new Map<number, ThroughputPoint>();
  for (const point of points) bySecond.set(point.second, { ...bySecond.get(point.second), ...point });
  return [...bySecond.values()].toSorted((a, b) => a.second - b.second);
}

/** Round numbers from 0 that cover `most` in `count` steps or fewer. */
export function axisTicks(most: number, count = 3): number[] {
  if (most <= 0) return [0, 1];
  const rough = most / count;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * magnitude).find((size) => size >= rough) ?? rough;
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, index) => index * step);
}

const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 86_400];

/** Whole seconds, minutes or hours from 0 up to `most`, about `count` of them. */
export function timeTicks(most: number, count = 8): number[] {
  const step = TIME_STEPS.find((size) => most / size <= count) ?? Math.ceil(most / count);
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
}
