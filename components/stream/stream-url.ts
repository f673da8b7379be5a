import { parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { parseAsInstant, parseAsPosition } from "@/components/as-of/point-parsers";
import { compareParsers } from "@/components/compare/compare-url";

export const MODES = ["compare", "step", "what-if"] as const;
export type Mode = (typeof MODES)[number] | "as-of";
export const READINGS = ["today", "raw", "both"] as const;
export const STATE_FACES = ["tree", "json"] as const;

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
  ...compareParsers,
  /** On a phone the panes are tabs; this one is open. */
  pane: parseAsString.withDefault("timeline"),
  read: parseAsStringLiteral(READINGS).withDefault("today"),
  /** A condition on the state, whose first time is looked for. */
  when: parseAsString,
  face: parseAsStringLiteral(STATE_FACES).withDefault("tree"),
  /** Whether each leaf of the state names the event that set it. */
  blame: parseAsBoolean.withDefault(true),
  /** A path of the state whose history is shown, and the version in whose state it stands there. */
  path: parseAsString,
  pathAt: parseAsInteger,
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

export interface PointUrl {
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
