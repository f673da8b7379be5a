"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useSettled } from "@/components/timeline/use-settled";
import { streamBlameQuery } from "@/lib/api/stream-blame";
import type { SettingEvent } from "./set-by-event";
import type { StreamPlace } from "./use-stream";

/** Up to here blame comes before a reader would notice; beyond it is asked for only where somebody stays. */
const SHORT = 2_000;
const SETTLED_MS = 400;

const START: SettingEvent = { version: 0, type: null };

/** What is known about who set the leaves of a state. */
export interface BlameOfState {
  /** The event that last set the leaf; of version 0: the fold began with it; null: not known, or not yet. */
  readonly setBy: (path: string) => SettingEvent | null;
  readonly isPending: boolean;
  /** How far the fold could be followed, where that was not to its end. */
  readonly cutAt: number | null;
  readonly leavesLeftOut: number;
  readonly error: Error | null;
  readonly retry: () => void;
}

/** Which event set each leaf of the state where the page stands. */
export function useBlame(place: StreamPlace, wanted: boolean): BlameOfState {
  const { stream, stateRequest, version } = place;
  const key = JSON.stringify(stateRequest);
  const settled = useSettled(key, SETTLED_MS);
  const { data, error, refetch } = useQuery({
    ...streamBlameQuery(stream.streamId, stateRequest),
    enabled: wanted && (version <= SHORT || settled === key),
  });
  const found = useMemo(() => {
    const events = new Map(data?.events.map((event) => [event.version, event]));
    return new Map(data?.leaves.map((leaf) => [leaf.path, events.get(leaf.version) ?? START]));
  }, [data]);
  const isCut = data?.cut === true;
  return {
    setBy: (path) => (isCut ? null : (found.get(path) ?? null)),
    isPending: wanted && data === undefined && error === null,
    cutAt: isCut ? data.upTo : null,
    leavesLeftOut: data?.leavesLeftOut ?? 0,
    error,
    retry: () => void refetch(),
  };
}
