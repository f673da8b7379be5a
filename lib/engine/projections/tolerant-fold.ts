import { sliceOf } from "../store/stream-name";
import { TooManyParkedError } from "./errors";
import type { EventPlace } from "./event-parts";
import { type FoldableRows, type FoldStep, foldEvent, type Rows } from "./fold";
import { parkedStreams } from "./parked-streams";
import { partitionOfSlice } from "./partition-slices";
import type { Projection } from "./projection";
import { stepsByPartition } from "./steps-by-partition";

/** From this event on, a stream waits in a partition. */
export interface ParkedPlace {
  readonly partition: number;
  readonly streamId: string;
  readonly position: string;
}

/** Why an event is not in the rows: it failed, or its stream waits behind one that did. */
export type NotFolded = { readonly as: "failed"; readonly error: unknown } | { readonly as: "held back" };

/** A fold that goes on past events it cannot apply, as a rebuild of the projection would. */
export interface TolerantFold {
  /** Folds a stored event into the rows of its keys; says what was not folded of it. Throws when the policy is to stop. */
  apply(place: EventPlace, steps: () => readonly FoldStep[], rows: FoldableRows | Rows): NotFolded | null;
  readonly parked: readonly ParkedPlace[];
}

const MAX_PARKED = 1_000;

/** Begins a fold, or goes on with one in which these places were parked. */
export function tolerantFold(projection: Projection, parkedBefore: readonly ParkedPlace[] = []): TolerantFold {
  const { partitions, keyedBy, onError } = projection;
  const partitionOf = (name: string) => (partitions === 1 ? 0 : partitionOfSlice(sliceOf(name), partitions));
  const streams = parkedStreams();
  const parked: ParkedPlace[] = [];

  function park(place: ParkedPlace): void {
    parked.push(place);
    streams.park(place.partition, place.streamId, BigInt(place.position));
  }

  function leaveOut(partition: number, { streamId, position }: EventPlace, error: unknown): void {
    if (onError.policy === "stop") throw error;
    if (onError.policy === "skip") return;
    park({ partition, streamId, position: position.toString() });
    if (parked.length > MAX_PARKED) throw new TooManyParkedError(projection.name, MAX_PARKED, { cause: error });
  }

  /** Does something in each partition that it concerns and that does not hold the stream back. */
  function inEach(concerned: Iterable<number>, place: EventPlace, work: (partition: number) => void): NotFolded | null {
    let outcome: NotFolded | null = null;
    for (const partition of concerned) {
      if (streams.fateOf(partition, place.streamId, place.position) !== "fold") {
        outcome ??= { as: "held back" };
        continue;
      }
      try {
        work(partition);
      } catch (error) {
        leaveOut(partition, place, error);
        outcome = { as: "failed", error };
      }
    }
    return outcome;
  }

  for (const place of parkedBefore) park(place);
  return {
    parked,
    apply(place, stepsOf, rows) {
      let steps: readonly FoldStep[];
      try {
        steps = stepsOf();
      } catch (error) {
        // Nobody knows its keys: in none of the partitions can it be passed by.
        const possible = keyedBy === "stream" ? [partitionOf(place.streamId)] : Array(partitions).keys();
        return inEach(possible, place, () => {
          throw error;
        });
      }
      if (!streams.touches(place.streamId)) {
        try {
          foldEvent(projection, rows, steps);
          return null;
        } catch {
          // Nothing of it is applied; below, each partition it concerns is tried by itself.
        }
      }
      const parts = stepsByPartition(projection, steps, partitionOf);
      return inEach(parts.keys(), place, (partition) => foldEvent(projection, rows, parts.get(partition) ?? []));
    },
  };
}
