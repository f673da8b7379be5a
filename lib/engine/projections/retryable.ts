import type { Queryable } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import { inSavepoint } from "../store/savepoint";
import { applyParts } from "./apply-parts";
import type { HeldPartition } from "./batch";
import { bisect } from "./bisect";
import { type EventPart, eventParts } from "./event-parts";
import { isTransient } from "./failure";
import { noteUpcasters } from "./note-upcasters";
import { type EventReading, eventReading } from "./projected-event";
import type { Projection } from "./projection";

/** How far a run of parts could be applied: the first `applied` of them, and why not the next; `null`: all. */
export interface AppliedParts {
  readonly applied: number;
  readonly error: unknown;
}

/** How a retry reads and applies the events of a stream. */
export interface Retryable {
  readonly reading: Pick<EventReading, "columns" | "types">;
  /** What an event, as `reading` selects it, changes in a partition. */
  readonly partsOf: (partition: HeldPartition) => (fields: readonly string[]) => EventPart[];
  /** Applies parts in order in the retry's transaction, which holds the partition; throws what will pass by itself. */
  readonly apply: (
    db: Queryable,
    readModel: { readonly version: number; readonly tableName: string },
    parts: readonly EventPart[],
  ) => Promise<AppliedParts>;
  /** Does, with no transaction open, what `apply` threw this error for; true when the retry is to be begun again. */
  readonly resolve?: (error: unknown) => Promise<boolean>;
}

/** A projection, as a retry needs it. */
export function retryableProjection(projection: Projection, chain: UpcasterChain): Retryable {
  const reading = eventReading(projection, chain);
  return {
    reading,
    partsOf: (partition) => eventParts(projection, reading, [partition]),
    async apply(db, { version, tableName }, parts) {
      const apply = (run: readonly EventPart[]) =>
        inSavepoint(db, async () => void (await applyParts(db, projection, tableName, run)));
      const result = await asFarAsPossible(parts, apply);
      if (result.applied > 0) await noteUpcasters(db, projection, version, chain);
      return result;
    },
  };
}

/** All at once, as it nearly always goes; else up to the first part that fails. */
async function asFarAsPossible(
  parts: readonly EventPart[],
  apply: (run: readonly EventPart[]) => Promise<void>,
): Promise<AppliedParts> {
  if (parts.length === 0) return { applied: 0, error: null };
  const isTheirs = (error: unknown) => !isTransient(error);
  try {
    await apply(parts);
  } catch (error) {
    if (!isTheirs(error)) throw error;
    const culprit = await bisect(parts, apply, isTheirs);
    if (culprit !== null) return { applied: parts.indexOf(culprit.item), error: culprit.error };
  }
  return { applied: parts.length, error: null };
}
