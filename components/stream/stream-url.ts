import { parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";

export const PANES = ["timeline", "event", "state", "diff"] as const;
export type Pane = (typeof PANES)[number];
export const READINGS = ["today", "raw", "both"] as const;
export const STATE_FACES = ["tree", "json"] as const;

/** What the stream page keeps in its URL; `a` and `b` are the two sides of a comparison. */
export const streamParsers = {
  version: parseAsInteger,
  a: parseAsInteger,
  b: parseAsInteger,
  pane: parseAsStringLiteral(PANES).withDefault("timeline"),
  read: parseAsStringLiteral(READINGS).withDefault("today"),
  /** A condition on the state, whose first time is looked for. */
  when: parseAsString,
  face: parseAsStringLiteral(STATE_FACES).withDefault("tree"),
};

/** A version that the stream has: the last one when none, or one that is not there, is asked for. */
export function clampVersion(version: number | null, last: number): number {
  return version === null ? last : Math.max(1, Math.min(last, version));
}

/** The two sides of a comparison; null when there is none. Version 0 is the state before any event. */
export function comparisonOf(
  url: { readonly a: number | null; readonly b: number | null },
  version: number,
  last: number,
): { readonly a: number; readonly b: number } | null {
  if (url.a === null && url.b === null) return null;
  const side = (wanted: number) => Math.max(0, Math.min(last, wanted));
  return { a: side(url.a ?? 0), b: side(url.b ?? version) };
}
