import { parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { AsOfPoint } from "@/components/as-of/as-of-control";
import { parseAsInstant, parseAsPosition } from "@/components/as-of/point-parsers";
import { SINCE } from "@/lib/api/folds";

/** What the rows of a read model have in the address. */
export const readModelParsers = {
  /** As of when; none of both: now. */
  position: parseAsPosition,
  instant: parseAsInstant,
  clock: parseAsStringLiteral(["occurred", "recorded"]).withDefault("occurred"),
  /** One row, folded on request. */
  key: parseAsString,
  /** Of past rows: only those that are otherwise now. */
  since: parseAsStringLiteral(SINCE).withDefault("any"),
  search: parseAsString.withDefault(""),
  after: parseAsString,
};

interface PointUrl {
  readonly position: string | null;
  readonly instant: string | null;
  readonly clock: "occurred" | "recorded";
}

/** The point that the address asks for; null: now. */
export function pointOfUrl({ position, instant, clock }: PointUrl): AsOfPoint | null {
  if (instant !== null) return { instant, clock };
  return position === null ? null : { position };
}

/** Whether a job folds as of the point. */
export function isSamePoint(point: AsOfPoint, other: AsOfPoint): boolean {
  return (
    point.position === other.position &&
    point.instant === other.instant &&
    (point.instant === undefined || (point.clock ?? "occurred") === (other.clock ?? "occurred"))
  );
}
