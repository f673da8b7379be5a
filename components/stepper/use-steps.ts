"use client";
import { useQuery } from "@tanstack/react-query";
import type { StreamPlace } from "@/components/stream/use-stream";
import { STEPS_PAGE, stepsPageOf, streamStepsQuery } from "@/lib/api/stream-steps";

/** From this near to the end of a page on, the next one is read. */
const AHEAD = 40;

/** The step at the version where the page stands; the page of steps around it is read at once, the next one ahead. */
export function useSteps({ stream, url, version }: StreamPlace) {
  const first = stepsPageOf(version);
  const query = (from: number) => streamStepsQuery(stream.streamId, from, stream.version, url.reducer);
  const { data, error, refetch } = useQuery(query(first));
  const next = first + STEPS_PAGE;
  useQuery({ ...query(next), enabled: version >= next - AHEAD && next <= stream.version });
  return {
    step: data?.steps[version - first],
    error,
    retry: () => void refetch(),
    reducer: data?.reducer,
  };
}
