"use client";
import { useLocalStorage } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { StreamPlace } from "@/components/stream/use-stream";
import { eventQuery } from "@/lib/api/stream";
import { stateQuery } from "@/lib/api/stream-state";
import { followed, type Playing } from "./playing";
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
  /** Null while it does not play. */
  const [playing, setPlaying] = useState<Playing | null>(null);
  const steps = useSteps(place);
  const { step } = steps;
  const state = useQuery(stateQuery(streamId, stateRequest));

  const last = stream.version;
  const isPlaying = playing !== null;
  const hasError = step !== undefined && step.error !== null;
  const stopsHere = version >= last || steps.error !== null || (hasError && stopsAtErrors && version !== playing?.from);
  const isShown = step !== undefined && !state.isPlaceholderData && !state.isPending;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `goTo` and the request are new at every render; the version stands for them.
  useEffect(() => {
    if (playing === null) return;
    const now = stopsHere ? null : followed(playing, version);
    if (now !== playing) {
      setPlaying(now);
      return;
    }
    const request = { ...stateRequest, version: version + 1 };
    void client.prefetchQuery(stateQuery(streamId, request));
    void client.prefetchQuery(eventQuery(streamId, version + 1));
    if (!isShown) return;
    const timer = setTimeout(() => {
      setPlaying({ ...playing, to: version + 1 });
      goTo(version + 1);
    }, 1000 / speed);
    return () => clearTimeout(timer);
  }, [playing, stopsHere, isShown, version, speed, streamId, client]);

  const play = () => {
    const from = version >= last ? 1 : version;
    if (from !== version) goTo(from);
    setPlaying({ from, at: version, to: from });
  };
  return {
    ...steps,
    isPlaying,
    toggle: () => (isPlaying ? setPlaying(null) : play()),
    /** Goes somewhere by hand, which ends playing. */
    moveTo: (to: number) => {
      setPlaying(null);
      goTo(to);
    },
    speed,
    setSpeed,
    stopsAtErrors,
    setStopsAtErrors,
  };
}

export type Stepper = ReturnType<typeof useStepper>;
