import { ProjectionFailedError, UpcastFailedError } from "../errors";
import type { Queryable } from "../events";
import { inSavepoint, triedInSavepoint } from "../store/savepoint";
import { type BatchRequest, type BatchResult, type PreparedBatch, prepareBatch, writeBatch } from "./batch";
import { bisect } from "./bisect";
import { failedAttempt, recordDeadLetter } from "./dead-letter";
import type { EventPart } from "./event-parts";
import { isAboutEvent } from "./failure";

/**
 * Applies a batch in the caller's transaction, which holds the partitions' rows and has no time to try again: what cannot
 * be applied is parked or skipped at once. Throws when the policy is to stop, and for errors that no event is to blame for.
 */
export async function writeOrPark(db: Queryable, request: BatchRequest): Promise<BatchResult> {
  const { kind, onError } = request.projection;
  for (;;) {
    const batch = await prepareBatch(db, request);
    try {
      return await inSavepoint(db, () => writeBatch(db, request, batch));
    } catch (error) {
      if (onError.policy === "stop" || !isAboutEvent(error, kind)) throw error;
      const failed = await failingParts(db, request, batch, error);
      if (failed.length === 0) throw error;
      for (const part of failed) await giveUp(db, request, part, error);
    }
  }
}

/** The parts of the event that failed, in the partitions that cannot go on. */
async function failingParts(
  db: Queryable,
  request: BatchRequest,
  batch: PreparedBatch,
  error: unknown,
): Promise<readonly EventPart[]> {
  const { projection } = request;
  if (error instanceof ProjectionFailedError || error instanceof UpcastFailedError) {
    const parts = batch.parts.filter(({ place }) => place.position === error.event.position);
    const key = error instanceof ProjectionFailedError ? error.key : null;
    const named = parts.filter(({ steps }) => steps.some(({ keys }) => key !== null && keys.includes(key)));
    return named.length > 0 ? named : parts;
  }
  const positions = [...new Set(batch.parts.map(({ place }) => place.position))];
  // A run of the batch fails when, and only when, the culprit is in it.
  const culprit = await bisect(
    positions,
    async (run) => {
      const checkpoint = run.at(-1) ?? request.after;
      const parts = batch.parts.filter(({ place }) => place.position <= checkpoint);
      await triedInSavepoint(db, () => writeBatch(db, request, { checkpoint, parts }));
    },
    (tried) => isAboutEvent(tried, projection.kind),
  );
  return batch.parts.filter(({ place }) => place.position === culprit?.item);
}

function giveUp(
  db: Queryable,
  { projection, version }: BatchRequest,
  part: EventPart,
  error: unknown,
): Promise<string> {
  return recordDeadLetter(db, {
    projection: projection.name,
    version,
    partition: part.partition,
    streamId: part.place.streamId,
    streamVersion: part.place.version,
    status: projection.onError.policy === "park" ? "parked" : "skipped",
    attempts: [failedAttempt(error, null)],
  });
}
