import type { AsOf } from "@/lib/api/as-of";
import type { ReadStateRequest } from "@/lib/api/stream-state";

export type SideName = "a" | "b";

/** What of the address a side of a comparison is made of; `a` and `b` are versions. */
export interface SideUrl {
  readonly point: number | null;
  readonly position: string | null;
  readonly instant: string | null;
  readonly clock: "occurred" | "recorded" | null;
  readonly stream: string | null;
  readonly reducer: string | null;
  readonly draft: string | null;
}

/** One side of a comparison: a state of a stream, at a point, by a reducer, with or without a draft upcaster. */
export interface CompareSide {
  readonly name: SideName;
  readonly streamId: string;
  /** It is of the stream that the page is of. */
  readonly isHere: boolean;
  /** Nothing: the newest state. */
  readonly asOf: AsOf;
  readonly reducer: string | null;
  readonly draft: string | null;
}

interface Here {
  readonly streamId: string;
  /** Of the stream, as the page holds it. */
  readonly last: number;
  /** What a side of this stream is at when the address names no point. */
  readonly otherwise: number;
}

/** A side as the address says it. A version that this stream does not have is its last one; 0 is before any event. */
export function compareSide(name: SideName, url: SideUrl, here: Here): CompareSide {
  const streamId = url.stream ?? here.streamId;
  const isHere = streamId === here.streamId;
  return { name, streamId, isHere, asOf: pointOf(url, isHere ? here : null), reducer: url.reducer, draft: url.draft };
}

function pointOf({ point, position, instant, clock }: SideUrl, here: Here | null): AsOf {
  if (instant !== null) return { instant, ...(clock === "recorded" ? { clock } : {}) };
  if (position !== null) return { position };
  if (here === null) return point === null ? {} : { version: point };
  return { version: Math.max(0, Math.min(here.last, point ?? here.otherwise)) };
}

/** What to ask for the state of a side. */
export function sideRequest({ asOf, reducer, draft }: CompareSide): ReadStateRequest {
  return {
    ...asOf,
    ...(reducer === null ? {} : { reducer }),
    ...(draft === null ? {} : { draft }),
    detail: "state",
  };
}

/** Whether both sides are of one history, read and folded in the same way: then events lie between them. */
export function isOneHistory(one: CompareSide, other: CompareSide): boolean {
  return one.streamId === other.streamId && one.reducer === other.reducer && one.draft === other.draft;
}
