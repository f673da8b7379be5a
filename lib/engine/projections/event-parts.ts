import { sliceOf } from "../store/stream-name";
import type { HeldPartition } from "./batch";
import { type FoldStep, foldStep } from "./fold";
import type { EventReading } from "./projected-event";
import type { Projection } from "./projection";
import { stepsByPartition } from "./steps-by-partition";

/** A stored event's place, and its stored type. */
export interface EventPlace {
  readonly streamId: string;
  readonly version: number;
  readonly position: bigint;
  readonly type: string;
}

/** What one stored event changes in one partition: it is applied whole there, or not at all. */
export interface EventPart {
  readonly partition: number;
  readonly place: EventPlace;
  readonly steps: readonly FoldStep[];
  /** Why nobody knows what it changes; `null`: its steps say so. */
  readonly error: unknown;
}

/** How a row of an event's columns becomes its parts, one for each of these partitions that it concerns. */
export function eventParts(
  projection: Projection,
  reading: Pick<EventReading, "decode">,
  partitions: readonly HeldPartition[],
): (fields: readonly string[]) => EventPart[] {
  const partitionOf = ownerLookup(projection, partitions);
  return (fields) => {
    const place = placeOf(fields);
    try {
      const steps = reading.decode(fields).flatMap((event) => foldStep(projection, event) ?? []);
      const parts = stepsByPartition(projection, steps, partitionOf);
      return [...parts].map(([partition, own]) => ({ partition, place, steps: own, error: null }));
    } catch (error) {
      // Whether it concerns them cannot be known, so that none of them can pass it by.
      return possiblePartitions(projection, partitions, place, partitionOf).map((partition) => ({
        partition,
        place,
        steps: [],
        error,
      }));
    }
  };
}

function possiblePartitions(
  { keyedBy }: Projection,
  partitions: readonly HeldPartition[],
  { streamId }: EventPlace,
  partitionOf: (name: string) => number | null,
): number[] {
  if (keyedBy === "key") return partitions.map(({ partition }) => partition);
  const partition = partitionOf(streamId);
  return partition === null ? [] : [partition];
}

/** The place that the columns of an event tell, however it is read. */
export function placeOf([position = "", streamId = "", version = "", type = ""]: readonly string[]): EventPlace {
  return { streamId, version: Number(version), position: BigInt(position), type };
}

function ownerLookup({ keyedBy }: Projection, partitions: readonly HeldPartition[]): (name: string) => number | null {
  const [only] = partitions;
  // Only events of the partition's own streams are read.
  if (keyedBy === "stream" && partitions.length === 1 && only !== undefined) return () => only.partition;
  return (name) => {
    const slice = sliceOf(name);
    return partitions.find(({ slices }) => slice >= slices.from && slice <= slices.to)?.partition ?? null;
  };
}
