import type { QueryClient } from "@tanstack/react-query";
import type { inferParserType } from "nuqs/server";
import { pathRequestOf } from "@/components/path-history/path-request";
import { modeOf, type streamParsers } from "@/components/stream/stream-url";
import type { StreamSummary } from "@/lib/api/stream";
import { streamBlameQuery } from "@/lib/api/stream-blame";
import { StreamHistoryRequest, streamHistoryQuery } from "@/lib/api/stream-history";
import type { StreamStateRequest } from "@/lib/api/stream-state";
import { STEPS_PAGE, stepsPageOf, streamStepsQuery, wholePage } from "@/lib/api/stream-steps";
import { readStreamBlame } from "@/lib/queries/streams/stream-blame";
import { readStreamHistory } from "@/lib/queries/streams/stream-history";
import { readStreamSteps } from "@/lib/queries/streams/stream-steps";

/** A longer stream takes longer to follow than a page should wait: the browser asks, and says that it does. */
const FOLLOWED_IN_PAGE = 1_000;

interface Shown {
  readonly url: inferParserType<typeof streamParsers>;
  readonly stream: StreamSummary;
  readonly version: number;
  readonly state: StreamStateRequest;
}

/** Reads what the address shows of who set what: blame, the history of a path, or the steps around a version. */
export async function prefetchFollowed(client: QueryClient, { url, stream, version, state }: Shown): Promise<void> {
  const { streamId } = stream;
  if (stream.version > FOLLOWED_IN_PAGE) return;
  const mode = modeOf(url);
  const withTree = (mode === "as-of" || mode === "step") && url.face === "tree";
  const history = pathRequestOf(url, stream.version);
  const page = stepsPageOf(version);
  const range = { from: page, ...(url.reducer === null ? {} : { reducer: url.reducer }) };
  await Promise.all([
    withTree &&
      url.blame &&
      client.prefetchQuery({
        ...streamBlameQuery(streamId, state),
        queryFn: () => readStreamBlame(streamId, state),
      }),
    withTree &&
      history !== null &&
      client.prefetchInfiniteQuery({
        ...streamHistoryQuery(streamId, history),
        queryFn: () => readStreamHistory(streamId, StreamHistoryRequest.parse(history)),
      }),
    mode === "step" &&
      client.prefetchQuery({
        ...streamStepsQuery(streamId, page, stream.version, url.reducer),
        queryFn: () =>
          wholePage({ ...range, to: Math.min(page + STEPS_PAGE - 1, stream.version) }, (request) =>
            readStreamSteps(streamId, request),
          ),
      }),
  ]);
}
