/** What becomes of an event in a partition: it is folded, it waits behind a dead letter, or it is itself left out. */
export type Fate = "fold" | "wait" | "leave out";

/** The streams that are parked in partitions of a read-model version, and the events that it skips. */
export interface ParkedStreams {
  /** Whether anything of the stream is left out, in whatever partition. */
  touches(streamId: string): boolean;
  /** From this event on, the stream waits. */
  park(partition: number, streamId: string, position: bigint): void;
  skip(partition: number, streamId: string, position: bigint): void;
  fateOf(partition: number, streamId: string, position: bigint): Fate;
}

interface Exceptions {
  parkedAt: bigint | null;
  readonly skipped: Set<bigint>;
}

/** Nothing is parked or skipped yet. */
export function parkedStreams(): ParkedStreams {
  const streams = new Map<string, Map<number, Exceptions>>();
  const exceptionsOf = (partition: number, streamId: string) => {
    const ofStream = streams.get(streamId) ?? new Map<number, Exceptions>();
    const exceptions = ofStream.get(partition) ?? { parkedAt: null, skipped: new Set<bigint>() };
    streams.set(streamId, ofStream.set(partition, exceptions));
    return exceptions;
  };
  return {
    touches: (streamId) => streams.has(streamId),
    park(partition, streamId, position) {
      exceptionsOf(partition, streamId).parkedAt = position;
    },
    skip(partition, streamId, position) {
      exceptionsOf(partition, streamId).skipped.add(position);
    },
    fateOf(partition, streamId, position) {
      const exceptions = streams.get(streamId)?.get(partition);
      if (exceptions === undefined) return "fold";
      const { parkedAt, skipped } = exceptions;
      if (parkedAt === position || skipped.has(position)) return "leave out";
      return parkedAt !== null && position > parkedAt ? "wait" : "fold";
    },
  };
}
