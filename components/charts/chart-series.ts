/** What a line is about: the present, a past run or the rest, one in trouble, or what is only estimated. */
export type ChartTone = "now" | "past" | "danger" | "estimate";

export interface ChartPoint {
  /** An instant in ms, ms since a start, or a version. */
  readonly at: number;
  /** Null is a gap. */
  readonly value: number | null;
  /** How the value is written in tooltip and table, where that must be digit for digit. */
  readonly text?: string;
}

export interface ChartSeries {
  readonly id: string;
  readonly label: string;
  readonly tone: ChartTone;
  /** A CSS colour instead of its tone's, for lines that are told apart by what they are about. */
  readonly colour?: string;
  /** Filled below, at most 10 %; fully where series are stacked. */
  readonly area?: boolean;
  /** A value holds until the next one. */
  readonly stepped?: boolean;
  /** The label is an id. */
  readonly mono?: boolean;
  /** Oldest first. */
  readonly points: readonly ChartPoint[];
}

export interface ChartMark {
  readonly at: number;
  readonly label: string;
  readonly tone?: "danger" | "now" | "past";
  /** Not dashed: where the present stands. */
  readonly solid?: boolean;
}

const TONE_COLOURS: Readonly<Record<ChartTone, string>> = {
  now: "var(--fl-chart-now)",
  past: "var(--fl-chart-past)",
  danger: "var(--fl-danger-text)",
  estimate: "var(--fl-chart-now)",
};

/** What a line is drawn in. */
export function seriesColour({ colour, tone }: Pick<ChartSeries, "colour" | "tone">): string {
  return colour ?? TONE_COLOURS[tone];
}
