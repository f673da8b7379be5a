import { z } from "zod";
import type { LogPoint } from "../projections/log-point";
import type { ParkedPlace } from "../projections/tolerant-fold";
import type { FindingGroup } from "./findings";

const Point = z.union([
  z.object({ position: z.string().regex(/^\d+$/) }),
  z.object({ instant: z.iso.datetime(), clock: z.enum(["occurred", "recorded"]) }),
]);

export const FoldParams = z.object({
  point: Point,
  /** What the rows are folded with; with anything else they would be other rows. */
  definitionVersion: z.number().int(),
  /** Of the upcasters that concern the projection. */
  upcasterHash: z.string(),
});
export type FoldParams = z.infer<typeof FoldParams>;

/** The point as the engine takes it. */
export function pointOf({ point }: Pick<FoldParams, "point">): LogPoint {
  if ("position" in point) return { position: BigInt(point.position) };
  return { instant: new Date(point.instant), clock: point.clock };
}

/** The point as a job's parameters keep it. */
export function storedPoint(point: LogPoint): FoldParams["point"] {
  if (point.position !== undefined) return { position: point.position.toString() };
  return { instant: point.instant.toISOString(), clock: point.clock ?? "occurred" };
}

/** What folding a read model as of a point came to so far. */
export interface FoldResult {
  readonly rows: number;
  /** The position of the last event that counts. */
  readonly last: string | null;
  /** Events that happened after the instant although they lie before the last one that counts; known at the end. */
  readonly leftOut: number | null;
  /** Events that could not be read or folded. */
  readonly failed: number;
  /** Later events of streams that wait behind one that failed. */
  readonly heldBack: number;
  /** Where streams wait; what a worker that goes on has to know. */
  readonly parked: readonly ParkedPlace[];
  readonly reasons: readonly FindingGroup[];
  /** When somebody dropped the rows. */
  readonly droppedAt: string | null;
}

export const NOTHING_FOLDED: FoldResult = {
  rows: 0,
  last: null,
  leftOut: null,
  failed: 0,
  heldBack: 0,
  parked: [],
  reasons: [],
  droppedAt: null,
};
