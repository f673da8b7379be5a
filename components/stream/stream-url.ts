import { createParser, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";

export const MODES = ["compare", "step", "what-if"] as const;
export type Mode = (typeof MODES)[number] | "as-of";
export const READINGS = ["today", "raw", "both"] as const;
export const STATE_FACES = ["tree", "json"] as const;

const parseAsPosition = createParser<string>({
  parse: (text) => (/^\d{1,19}$/.test(text) ? text : null),
  serialize: (position) => position,
});

const parseAsInstant = createParser<string>({
  parse: (text) => (/^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)) ? toIso(text) : null),
  serialize: (instant) => instant,
});

function toIso(text: string): string {
  return new Date(text).toISOString();
}

/** What the stream page keeps in its URL. */
export const streamParsers = {
  /** What the page is used for; none: the state as of a point. */
  mode: parseAsStringLiteral(MODES),
  /** The point that is looked at: one of version, position and instant; none: now. */
  version: parseAsInteger,
  position: parseAsPosition,
  instant: parseAsInstant,
  /** What the instant is compared with. */
  clock: parseAsStringLiteral(["occurred", "recorded"]).withDefault("occurred"),
  /** One of the category's reducers; none: the first. */
  reducer: parseAsString,
  /** The two sides of a comparison. */
  a: parseAsInteger,
  b: parseAsInteger,
  /** On a phone the panes are tabs; this one is open. */
  pane: parseAsString.withDefault("timeline"),
  read: parseAsStringLiteral(READINGS).withDefault("today"),
  /** A condition on the state, whose first time is looked for. */
  when: parseAsString,
  face: parseAsStringLiteral(STATE_FACES).withDefault("tree"),
};

interface ComparedUrl {
  readonly mode: (typeof MODES)[number] | null;
  readonly a: number | null;
  readonly b: number | null;
}

/** What the page is used for; an address with two sides compares them, also without saying so. */
export function modeOf({ mode, a, b }: ComparedUrl): Mode {
  return mode ?? (a === null && b === null ? "as-of" : "compare");
}

/** A version that the stream has: the last one when none, or one that is not there, is asked for. */
export function clampVersion(version: number | null, last: number): number {
  return version === null ? last : Math.max(1, Math.min(last, version));
}

/** The two sides of a comparison; null when there is none. Version 0 is the state before any event. */
export function comparisonOf(
  url: ComparedUrl,
  version: number,
  last: number,
): { readonly a: number; readonly b: number } | null {
  if (modeOf(url) !== "compare") return null;
  const side = (wanted: number) => Math.max(0, Math.min(last, wanted));
  return { a: side(url.a ?? Math.max(0, version - 1)), b: side(url.b ?? version) };
}

interface PointUrl {
  readonly version: number | null;
  readonly position: string | null;
  readonly instant: string | null;
  readonly clock: "occurred" | "recorded";
}

/** The position or instant that the address asks for; null where it names a version, or nothing. */
export function soughtPoint({ position, instant, clock }: PointUrl) {
  if (instant !== null) return { instant, ...(clock === "recorded" ? { clock } : {}) };
  return position === null ? null : { position };
}

interface StatePlace {
  readonly version: number;
  readonly leftOutCount: number;
}

/** What to ask for the state of the place where the page stands. */
export function stateRequestOf(url: PointUrl & { readonly reducer: string | null }, at: StatePlace) {
  const sought = soughtPoint(url);
  // Where times and versions agree, the instant is the version: one answer serves both.
  const point = sought !== null && at.leftOutCount > 0 ? sought : { version: at.version };
  return { ...point, ...(url.reducer === null ? {} : { reducer: url.reducer }) };
}
