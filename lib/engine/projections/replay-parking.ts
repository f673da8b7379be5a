import type { Queryable } from "../events";
import { sliceOf } from "../store/stream-name";
import { type FailedAttempt, failedAttempt, recordDeadLetter } from "./dead-letter";
import { LAST_SLICE, type SliceRange } from "./event-filter";
import type { EventPlace } from "./event-parts";
import { type FoldableRows, type FoldStep, foldEvent, type Rows } from "./fold";
import { parkedStreams } from "./parked-streams";
import { partitionOfSlice, slicesOfPartition } from "./partition-slices";
import type { Projection } from "./projection";
import { stepsByPartition } from "./steps-by-partition";

/** Takes the events that a replay cannot apply out of it, each with the later events of its stream. */
export interface ReplayParking {
  /** Whether something of the stream is left out already: its events are folded here, all others may be folded directly. */
  touches(streamId: string): boolean;
  /** Folds what can be folded of a stored event; `steps` may throw. Throws when the policy is to stop, or too much fails. */
  fold(place: EventPlace, steps: () => readonly FoldStep[], rows: FoldableRows | Rows): void;
  /** Leaves an event out that cannot be applied. Throws like `fold`. */
  leaveOut(place: EventPlace, error: unknown): void;
  /** Whether the event waits behind one of its stream, or is itself left out, in the partition that follows the stream. */
  leavesOut(place: EventPlace): boolean;
  /** The keys of these slices are folded next. */
  beginPass(slices: SliceRange): void;
  /** Something failed in a partition that an earlier pass had folded in part: fold all again, with what is known now. */
  readonly mustStartAgain: boolean;
  startAgain(): void;
  /** Stores the dead letters of the read-model version that was filled, instead of those of an attempt that died. */
  record(db: Queryable, version: number): Promise<void>;
}

interface Left {
  readonly partition: number;
  readonly place: EventPlace;
  readonly attempt: FailedAttempt;
  /** Positions of the later events; several passes may see the same one. */
  readonly waiting: Set<bigint>;
}

const MAX_PARKED = 1_000;
const MAX_SKIPPED = 20_000;

/** A replay does not try again: what it cannot apply is parked or skipped at once. */
export function replayParking(projection: Projection, worker: string): ReplayParking {
  const { partitions, keyedBy, onError } = projection;
  const partitionOf = (name: string) => (partitions === 1 ? 0 : partitionOfSlice(sliceOf(name), partitions));
  const parked = parkedStreams();
  const left = new Map<string, Left>();
  const parks = onError.policy === "park";
  const nameOf = (partition: number, { streamId, position }: EventPlace) =>
    parks ? `${partition} ${streamId}` : `${partition} ${streamId} ${position}`;
  let pass: SliceRange = { from: 0, to: LAST_SLICE };
  let mustStartAgain = false;

  function give(partition: number, place: EventPlace, error: unknown): void {
    if (onError.policy === "stop") throw error;
    const name = nameOf(partition, place);
    left.set(name, { partition, place, attempt: failedAttempt(error, worker), waiting: new Set() });
    if (parks) parked.park(partition, place.streamId, place.position);
    else parked.skip(partition, place.streamId, place.position);
    if (left.size > (parks ? MAX_PARKED : MAX_SKIPPED)) throw tooMany(projection, left.size, error);
    if (keyedBy === "key" && slicesOfPartition(partition, partitions).from < pass.from) mustStartAgain = true;
  }

  /** Whether the partition leaves the event out; one that waits is counted. */
  function leavesOut(partition: number, place: EventPlace): boolean {
    const fate = parked.fateOf(partition, place.streamId, place.position);
    if (fate === "wait") left.get(nameOf(partition, place))?.waiting.add(place.position);
    return fate !== "fold";
  }

  function foldOwn(partition: number, place: EventPlace, fold: () => void): void {
    if (leavesOut(partition, place)) return;
    try {
      fold();
    } catch (error) {
      give(partition, place, error);
    }
  }

  function leaveOut(place: EventPlace, error: unknown): void {
    for (const partition of possible(place)) if (!leavesOut(partition, place)) give(partition, place, error);
  }

  /** Those that an event may concern as long as nobody knows its keys. */
  function possible({ streamId }: EventPlace): number[] {
    if (keyedBy === "stream") return [partitionOf(streamId)];
    const first = partitionOfSlice(pass.from, partitions);
    return Array.from({ length: partitionOfSlice(pass.to, partitions) - first + 1 }, (_, index) => first + index);
  }

  return {
    touches: parked.touches,
    fold(place, steps, rows) {
      let found: readonly FoldStep[];
      try {
        found = steps();
      } catch (error) {
        return leaveOut(place, error);
      }
      for (const [partition, own] of stepsByPartition(projection, found, partitionOf)) {
        foldOwn(partition, place, () => foldEvent(projection, rows, own));
      }
    },
    leaveOut,
    leavesOut: (place) => leavesOut(partitionOf(place.streamId), place),
    beginPass(slices) {
      pass = slices;
    },
    get mustStartAgain() {
      return mustStartAgain;
    },
    startAgain() {
      mustStartAgain = false;
      for (const { waiting } of left.values()) waiting.clear();
    },
    async record(db, version) {
      await db.query("delete from foldline.dead_letters where projection = $1 and version = $2", [
        projection.name,
        version,
      ]);
      for (const { partition, place, attempt, waiting } of left.values()) {
        await recordDeadLetter(db, {
          projection: projection.name,
          version,
          partition,
          streamId: place.streamId,
          streamVersion: place.version,
          status: parks ? "parked" : "skipped",
          waiting: waiting.size,
          attempts: [attempt],
        });
      }
    },
  };
}

function tooMany(projection: Projection, count: number, cause: unknown): Error {
  const what = projection.onError.policy === "park" ? "streams would be parked" : "events would be skipped";
  const message = cause instanceof Error ? cause.message : String(cause);
  return new Error(`Too many ${what}: ${count.toLocaleString("en-US")} by now. The last error: ${message}`, { cause });
}
