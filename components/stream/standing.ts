import type { AsOf } from "@/lib/api/as-of";
import type { StreamPoint } from "@/lib/api/stream-point";
import { clampVersion, type PointUrl, soughtPoint } from "./stream-url";

/** A place in the stream's history. */
export interface Standing {
  /** The newest version that is looked at; 0 where the stream begins later. */
  readonly version: number;
  /** Versions before it that occurred after the instant that is looked at; the first of them. */
  readonly leftOut: readonly number[];
  readonly leftOutCount: number;
  /** What to ask for the state there. */
  readonly asOf: AsOf;
}

const NONE: readonly number[] = [];

/** Where an address stands in a stream of `last` events; null: its position or instant has not been found. */
export function standingAt(url: PointUrl, last: number, found: StreamPoint | undefined): Standing | null {
  const sought = soughtPoint(url);
  if (sought === null) {
    const version = clampVersion(url.version, last);
    return { version, leftOut: NONE, leftOutCount: 0, asOf: { version } };
  }
  if (found === undefined) return null;
  const { leftOut, leftOutCount } = found;
  const version = Math.min(found.version, last);
  // Where times and versions agree, the instant is the version: one answer serves both.
  return { version, leftOut, leftOutCount, asOf: leftOutCount > 0 ? sought : { version } };
}
