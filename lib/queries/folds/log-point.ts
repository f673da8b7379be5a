import "server-only";
import type { Clock } from "@/lib/api/as-of";
import type { LogPoint as LogPointBody } from "@/lib/api/jobs";
import type { LogPoint } from "@/lib/engine";

interface AskedPoint {
  readonly position?: string | undefined;
  readonly instant?: string | undefined;
  readonly clock?: Clock | undefined;
}

/** The point of the log that somebody asks for; null: now. */
export function logPointOf({ position, instant, clock = "occurred" }: AskedPoint): LogPoint | null {
  if (instant !== undefined) return { instant: new Date(instant), clock };
  return position === undefined ? null : { position: BigInt(position) };
}

/** The point as it is written in answers and in the parameters of a job. */
export function describePoint(point: LogPoint): LogPointBody {
  if (point.position !== undefined) return { position: point.position.toString() };
  return { instant: point.instant.toISOString(), clock: point.clock ?? "occurred" };
}
