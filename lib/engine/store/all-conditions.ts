import type { AllFilter } from "./event-store";

/** Writes a value into a statement: as a parameter where the statement takes some, else as a literal. */
export type Bind = (value: unknown) => string;

/** The SQL conditions that a filter over all events stands for, all but `streamContains`. */
export function allConditions(filter: Omit<AllFilter, "streamContains">, bind: Bind): string[] {
  return [
    filter.category !== undefined && `split_part(stream_id, '-', 1) = ${bind(filter.category)}`,
    filter.types !== undefined && `type = any(${bind(filter.types)}::text[])`,
    filter.occurredFrom !== undefined && `occurred_at >= ${bind(filter.occurredFrom)}`,
    filter.occurredBefore !== undefined && `occurred_at < ${bind(filter.occurredBefore)}`,
    filter.recordedBefore !== undefined && `recorded_at < ${bind(filter.recordedBefore)}`,
    filter.upToPosition !== undefined && `position <= ${bind(filter.upToPosition)}`,
    filter.correlationId !== undefined &&
      `metadata ? 'correlationId' and metadata ->> 'correlationId' = ${bind(filter.correlationId)}`,
    !includesSystem(filter) && "left(stream_id, 1) <> '$'",
  ].filter((condition) => condition !== false);
}

/** The pattern for `ilike` that finds `part` anywhere. */
export function containsPattern(part: string): string {
  return `%${part.replace(/[\\%_]/g, "\\$&")}%`;
}

// Who asks for a system category by name wants it.
function includesSystem({ includeSystem, category }: AllFilter): boolean {
  return includeSystem ?? category?.startsWith("$") ?? false;
}
