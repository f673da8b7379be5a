import { eventQuery } from "@/lib/api/stream";
import { stateQuery } from "@/lib/api/stream-state";
import { type CompareSide, sideRequest } from "./compare-sides";

/** The state of a side. */
export function sideStateQuery(side: CompareSide) {
  return { ...stateQuery(side.streamId, sideRequest(side)), retry: false };
}

/** The event that a side stands behind. */
export function sideEventQuery(streamId: string, version: number | undefined) {
  return { ...eventQuery(streamId, version ?? 0), enabled: version !== undefined && version > 0 };
}
