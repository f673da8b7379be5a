import type pg from "pg";
import { ProjectionFailedError, UpcastFailedError } from "../errors";
import { type BatchRequest, type HeldPartition, partitionLookup, prepareBatch } from "../projections/batch";
import { bisect } from "../projections/bisect";
import { isAboutEvent } from "../projections/failure";
import type { Projection } from "../projections/projection";
import { recordPartitionFailure } from "./partition-failure";

/** A partition with the place where it stands, and when it may be tried again. */
export interface Held extends HeldPartition {
  checkpoint: bigint;
  retryAt: number;
}

export interface Recovery {
  readonly pool: pg.Pool;
  /** What was being applied when it failed. */
  readonly request: BatchRequest;
  readonly group: readonly Held[];
  readonly worker: string;
  /** Applies all up to a position for good. */
  readonly apply: (partitions: readonly Held[], upTo: bigint) => Promise<void>;
}

/**
 * After an error that will not pass by itself: brings the partitions that cannot go on to the front of the event that
 * fails, and records the attempt. Errors of the database, and of lost leases, on the way there are thrown.
 */
export async function recover(recovery: Recovery, error: unknown): Promise<void> {
  const { group, request } = recovery;
  const { kind } = request.projection;
  if (!isAboutEvent(error, kind)) return fail(recovery, group, error);
  if (isNamed(error)) return stopInFront(recovery, group, error);
  for (const partition of group) await isolate(recovery, partition, error);
}

type NamedError = ProjectionFailedError | UpcastFailedError;

function isNamed(error: unknown): error is NamedError {
  return error instanceof ProjectionFailedError || error instanceof UpcastFailedError;
}

async function stopInFront(recovery: Recovery, group: readonly Held[], error: NamedError): Promise<void> {
  const { request, apply } = recovery;
  const failed = failedPartitions(error, request.projection, group);
  const front = error.event.position - 1n;
  const [first] = failed;
  if (first !== undefined && first.checkpoint < front) {
    try {
      await apply(failed, front);
    } catch (earlier) {
      if (!isAboutEvent(earlier, request.projection.kind)) throw earlier;
      return recover({ ...recovery, group: failed, request: { ...request, upTo: front } }, earlier);
    }
  }
  await fail(recovery, failed, error);
}

/** Halves the batch of one partition until one event is left; what comes before it stays applied. */
async function isolate(recovery: Recovery, partition: Held, error: unknown): Promise<void> {
  const { pool, request, apply } = recovery;
  const { projection } = request;
  const isEvents = (tried: unknown) => isAboutEvent(tried, projection.kind);
  const batch = await prepareBatch(pool, { ...request, partitions: [partition], after: partition.checkpoint });
  const places = batch.parts.map(({ place }) => place);
  const culprit = await bisect(
    places,
    async (run) => {
      const last = run.at(-1);
      if (last !== undefined) await apply([partition], last.position);
    },
    isEvents,
  );
  if (culprit !== null) {
    const { item, error: cause } = culprit;
    return fail(
      recovery,
      [partition],
      isNamed(cause) ? cause : new ProjectionFailedError(projection.name, item, { cause }),
    );
  }
  if (places.length > 0) return;
  try {
    await apply([partition], batch.checkpoint);
  } catch (tried) {
    if (!isEvents(tried)) throw tried;
    await fail(recovery, [partition], error);
  }
}

async function fail({ pool, request, worker }: Recovery, partitions: readonly Held[], error: unknown): Promise<void> {
  const { projection, version } = request;
  const retryAt = await recordPartitionFailure(pool, { projection, version, partitions, error, worker });
  for (const partition of partitions) partition.retryAt = retryAt.get(partition.partition) ?? Number.POSITIVE_INFINITY;
}

/** The partitions that cannot go on; all of them when the error does not say which. */
function failedPartitions(error: NamedError, projection: Projection, group: readonly Held[]): readonly Held[] {
  const name = ownerOf(error, projection);
  if (name === null) return group;
  const partition = partitionLookup(group)(name);
  return group.filter((held) => held.partition === partition);
}

function ownerOf(error: NamedError, projection: Projection): string | null {
  if (projection.keyedBy === "stream") return error.event.streamId;
  return error instanceof ProjectionFailedError ? error.key : null;
}
