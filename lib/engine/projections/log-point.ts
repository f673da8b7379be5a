/** Which of an event's times an instant is compared with: the producer's, or the store's. */
export type Clock = "occurred" | "recorded";

/**
 * A point of the whole log's history: everything up to a position, or every event that occurred (or was recorded) at or
 * before an instant, in the order of positions. Events of the same millisecond count all or none.
 */
export type LogPoint =
  | { readonly position: bigint; readonly instant?: never }
  | { readonly instant: Date; readonly clock?: Clock; readonly position?: never };

/** A condition on `foldline.events`, with the value of its only parameter. */
interface PointCondition {
  readonly condition: string;
  readonly value: string;
}

/** Which events count at a point; `parameter` is the number of its parameter in the statement. */
export function countsAt(point: LogPoint, parameter: number): PointCondition {
  if (point.position !== undefined) {
    return { condition: `position <= $${parameter}::bigint`, value: point.position.toString() };
  }
  // The store's clock has microseconds, people see milliseconds: all of the millisecond counts. Rounding the column
  // instead would keep its index from being used.
  const next = new Date(point.instant.getTime() + 1).toISOString();
  return { condition: `${point.clock ?? "occurred"}_at < $${parameter}::timestamptz`, value: next };
}
