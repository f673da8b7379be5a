import "server-only";
import type { Consequences } from "@/lib/api/upcaster-consequences";
import { formatCounted } from "@/lib/format/number";

/** What a change of the active upcasters came to. */
export interface ChangedReading {
  readonly eventsReadDifferently: number;
  readonly staleProjections: readonly string[];
  /** Stale before the change, and what the active upcasters make since. */
  readonly wholeProjections: readonly string[];
  /** Whom it takes events away from, each in a sentence. */
  readonly warnings: readonly string[];
}

export function changedReading({ impact, warnings }: Consequences): ChangedReading {
  return {
    eventsReadDifferently: impact.eventsReadDifferently,
    staleProjections: impact.projections.map(({ name }) => name),
    wholeProjections: impact.madeWhole,
    warnings: warnings.map(({ message }) => message),
  };
}

/** The same in words. */
export function readingWords({ eventsReadDifferently, staleProjections, wholeProjections }: ChangedReading): string {
  const events = formatCounted(eventsReadDifferently, "event is", "events are");
  const stale = staleProjections.length === 0 ? "no projection became stale" : `rebuild ${staleProjections.join(", ")}`;
  const whole = wholeProjections.length === 0 ? "" : `; whole again: ${wholeProjections.join(", ")}`;
  return `${events} read differently now; ${stale}${whole}.`;
}
