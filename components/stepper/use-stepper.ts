"use client";
import { useLocalStorage } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { StreamPlace } from "@/components/stream/use-stream";
import { eventQuery } from "@/lib/api/stream";
import { stateQuery } from "@/lib/api/stream-state";
import { useSteps } from "./use-steps";

/** Steps a second. */
export const SPEEDS = [1, 2, 5, 10] as const;
export type Speed = (typeof SPEEDS)[number];

/**
 * Plays a stream event by event from where the page stands. A step waits until it is there and its state is shown, so
 * that none is skipped; it ends at the newest version and, if the reader wants that, at an event with an error.
 */
export function useStepper(place: StreamPlace) {
  const { stream, version, goTo, stateRequest } = place;
  const { streamId } = stream;
  const client = useQueryClient();
  const [speed, setSpeed] = useLocalStorage<Speed>({ key: "foldline-step-speed", defaultValue: 2 });
  const [stopsAtErrors, setStopsAtErrors] = useLocalStorage({
    key: "foldline-step-stops-at-errors",
    defaultValue: true,
  });
  /** Where playing began; null while it does not play. */
  const [playingFrom, setPlayingFrom] = useState<number | null>(null);
  const steps = useSteps(place);
  const { step } = steps;
  const state = useQuery(stateQuery(streamId, stateRequest));

  const last = stream.version;
  const isPlaying = playingFrom !== null;
  const hasError = step !== undefined && step.error !== null;
  const stopsHere = version >= last || steps.error !== null || (hasError && stopsAtErrors && version !== playingFrom);
  const isShown = step !== undefined && !state.isPlaceholderData && !state.isPending;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `goTo` and the request are new at every render; the version stands for them.
  useEffect(() => {
    if (!isPlaying) return;
    if (stopsHere) {
      setPlayingFrom(null);
      return;
    }
    const request = { ...stateRequest, version: version + 1 };
    void client.prefetchQuery(stateQuery(streamId, request));
    void client.prefetchQuery(eventQuery(streamId, version + 1));
    if (!isShown) return;
    const timer = setTimeout(() => goTo(version + 1), 1000 / speed);
    return () => clearTimeout(timer);
  }, [isPlaying, stopsHere, isShown, version, speed, streamId, client]);

  const play = () => {
    const from = version >= last ? 1 : version;
    if (from !== version) goTo(from);
    setPlayingFrom(from);
  };
  return {
    ...steps,
    isPlaying,
    toggle: () => (isPlaying ? setPlayingFrom(null) : play()),
    /** Goes somewhere by hand, which ends playing. */
    moveTo: (to: number) => {
      setPlayingFrom(null);
      goTo(to);
    },
    speed,
    setSpeed,
    stopsAtErrors,
    setStopsAtErrors,
  };
}

export type Stepper = ReturnType<typeof useStepper>;
