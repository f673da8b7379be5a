import "server-only";
import type { LagTrend } from "@/lib/api/projection-watch";

export interface LagMeasured {
  readonly at: Date;
  readonly lag: number;
}

const LEAST_SAMPLES = 4;
/** Less than so many events in the time looked at is the ordinary rhythm of batches. */
const NOTEWORTHY_EVENTS = 20;
const NOTEWORTHY_SHARE = 0.02;

/** Where the lag goes, by the line that fits the samples best; `null` while there are too few. Oldest first. */
export function lagTrend(samples: readonly LagMeasured[]): LagTrend | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (samples.length < LEAST_SAMPLES || first === undefined || last === undefined) return null;
  const seconds = (at: Date) => (at.getTime() - first.at.getTime()) / 1000;
  const middle = samples.reduce((sum, { at }) => sum + seconds(at), 0) / samples.length;
  const mean = samples.reduce((sum, { lag }) => sum + lag, 0) / samples.length;
  let spread = 0;
  let together = 0;
  for (const { at, lag } of samples) {
    spread += (seconds(at) - middle) ** 2;
    together += (seconds(at) - middle) * (lag - mean);
  }
  const perSecond = spread === 0 ? 0 : together / spread;
  const change = Math.abs(perSecond) * seconds(last.at);
  // What has caught up falls no further, however steep the line that led there.
  if (last.lag === 0 || change < Math.max(NOTEWORTHY_EVENTS, mean * NOTEWORTHY_SHARE)) {
    return { direction: "steady", perSecond: 0, caughtUpInSeconds: null };
  }
  if (perSecond > 0) return { direction: "rising", perSecond, caughtUpInSeconds: null };
  return { direction: "falling", perSecond, caughtUpInSeconds: last.lag / -perSecond };
}
