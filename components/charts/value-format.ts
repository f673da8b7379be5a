import { formatDuration } from "@/lib/format/duration";
import { formatAxisCount, formatCount, formatRate } from "@/lib/format/number";

interface ValueFormat {
  /** With its unit, in tooltip and summary. */
  readonly exact: (value: number, unit: string) => string;
  readonly axis: (value: number) => string;
}

/** How a chart writes its values: as a rate, as whole things, as they are, or as durations in ms. */
export const VALUE_FORMATS = {
  rate: { exact: (value, unit) => `${formatRate(value)} ${unit}`, axis: formatAxisCount },
  count: { exact: (value, unit) => `${formatCount(value)} ${unit}`, axis: formatAxisCount },
  plain: { exact: String, axis: formatAxisCount },
  duration: {
    exact: formatDuration,
    axis: (ms) => (ms < 1000 ? `${formatAxisCount(ms)} ms` : `${formatAxisCount(ms / 1000)} s`),
  },
} as const satisfies Readonly<Record<string, ValueFormat>>;

export type ValueFormatName = keyof typeof VALUE_FORMATS;
