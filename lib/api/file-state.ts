import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson } from "./fetch";
import type { RouteDescription } from "./route-description";
import { EventDetail } from "./stream";
import { StateProblem, StreamState } from "./stream-state";

/** So many lines, and so many characters of them, are taken at once; a longer stream is sent piece by piece. */
export const MAX_LINES = 2_000;
export const MAX_CHARACTERS = 8_000_000;

/** What `POST /api/v1/files/state` takes. */
export const FileStateRequest = z.object({
  lines: z.array(z.string()).min(1).max(MAX_LINES).meta({
    description: "CloudEvents of one stream, each as JSON, in its order.",
  }),
  after: z.int().min(0).default(0).meta({ description: "How many events of the stream come before the first line." }),
  stateText: z.string().max(MAX_CHARACTERS).nullable().default(null).meta({
    description: "The state after those, as this route gave it; null: the reducer's first.",
  }),
});
export type FileStateRequest = z.input<typeof FileStateRequest>;

/** The state after the last line, and that line's event as it is read today. */
export const FileState = z.object({
  state: StreamState,
  beforeText: z.string().meta({ description: "The state before the last line." }),
  event: EventDetail.nullable().meta({ description: "null: the last line is no event; `unreadable` says why." }),
  masked: z.boolean().meta({ description: "Values in it are pseudonyms." }),
  unreadable: z
    .array(StateProblem)
    .meta({ description: "Lines that no import would take; the state leaves them out." }),
});
export type FileState = z.infer<typeof FileState>;

/** Folds a piece of a stream that is stored nowhere. */
export function foldLines(request: FileStateRequest, signal?: AbortSignal): Promise<FileState> {
  return fetchJson("/api/v1/files/state", FileState, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
    ...(signal === undefined ? {} : { signal }),
  });
}

interface Place {
  /** Which opening of which file. */
  readonly file: number;
  readonly streamId: string;
  readonly version: number;
}

/** The state of a file's stream at a version, folded by `fold`. */
export function fileStateQuery(place: Place, fold: (place: Place, signal: AbortSignal) => Promise<FileState>) {
  return queryOptions({
    queryKey: ["file", place.file, place.streamId, place.version],
    queryFn: ({ signal }) => fold(place, signal),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export const fileStateRoutes: readonly RouteDescription[] = [
  {
    method: "post",
    path: "/api/v1/files/state",
    tag: "Files",
    summary: "Read and fold CloudEvents of one stream without storing them",
    description:
      "Up to 2,000 lines of 8,000,000 characters together; send a longer stream piece by piece, each with the state that " +
      "the piece before it ended with.",
    role: "viewer",
    body: FileStateRequest,
    response: FileState,
    problems: [413],
  },
];
