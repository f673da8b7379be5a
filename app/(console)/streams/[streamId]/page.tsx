import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { createLoader, type SearchParams } from "nuqs/server";
import { standingAt } from "@/components/stream/standing";
import { StreamNotFound } from "@/components/stream/stream-not-found";
import { modeOf, soughtPoint, streamParsers } from "@/components/stream/stream-url";
import { StreamView } from "@/components/stream/stream-view";
import { eventQuery } from "@/lib/api/stream";
import { streamPointQuery } from "@/lib/api/stream-point";
import { stateQuery } from "@/lib/api/stream-state";
import { TimelineRange, timelineChunkQuery } from "@/lib/api/stream-timeline";
import { authorize } from "@/lib/auth/authorize";
import { parseStreamParam } from "@/lib/format/stream-url";
import { visibleText } from "@/lib/format/visible-text";
import { orNull } from "@/lib/queries/or-null";
import { hasLargeState } from "@/lib/queries/streams/has-large-state";
import { findStream } from "@/lib/queries/streams/stream";
import { getEvent } from "@/lib/queries/streams/stream-event";
import { readStreamPoint } from "@/lib/queries/streams/stream-point";
import { readStreamState } from "@/lib/queries/streams/stream-state";
import { readStreamTimeline } from "@/lib/queries/streams/stream-timeline";
import { prefetchComparison } from "./prefetch-comparison";
import { prefetchFollowed } from "./prefetch-followed";

interface StreamPageProps {
  readonly params: Promise<{ readonly streamId: string }>;
  readonly searchParams: Promise<SearchParams>;
}

const loadUrl = createLoader(streamParsers);

const TIMELINE_IN_PAGE = 1_000;

export async function generateMetadata({ params }: StreamPageProps): Promise<Metadata> {
  return { title: visibleText(parseStreamParam((await params).streamId) ?? "Stream") };
}

export default async function StreamPage({ params, searchParams }: StreamPageProps) {
  const streamId = parseStreamParam((await params).streamId);
  const [{ role }, stream] = await Promise.all([authorize("viewer"), streamId === null ? null : findStream(streamId)]);
  if (streamId === null || stream === null) return <StreamNotFound streamId={streamId} />;
  const url = await loadUrl(searchParams);
  const sought = soughtPoint(url);
  const point = sought === null ? null : await orNull(readStreamPoint(streamId, sought));
  const { version, asOf } = standingAt(url, stream.version, point ?? undefined) ?? headOf(stream.version);
  const state = { ...asOf, ...(url.reducer === null ? {} : { reducer: url.reducer }) };
  const isComparing = modeOf(url) === "compare";
  const client = new QueryClient();
  // The browser asks for a large one, and for what follows from it, while the page is being shown.
  const withState = !(await hasLargeState(streamId));
  await Promise.all([
    // A longer one would be most of the page: the browser asks for it while the page is being shown.
    stream.version <= TIMELINE_IN_PAGE &&
      client.prefetchQuery({
        ...timelineChunkQuery(streamId, 0),
        queryFn: () => readStreamTimeline(streamId, TimelineRange.parse({})),
      }),
    sought !== null && client.setQueryData(streamPointQuery(streamId, sought).queryKey, point ?? undefined),
    version > 0 &&
      client.prefetchQuery({ ...eventQuery(streamId, version), queryFn: () => getEvent(streamId, version) }),
    withState &&
      (isComparing
        ? prefetchComparison(client, url, { streamId, last: stream.version, version })
        : client.prefetchQuery({ ...stateQuery(streamId, state), queryFn: () => readStreamState(streamId, state) })),
    withState && prefetchFollowed(client, { url, stream, version, state }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <StreamView key={streamId} firstRead={stream} role={role} />
    </HydrationBoundary>
  );
}

/** Where the page stands when its position or instant was not found. */
function headOf(version: number) {
  return { version, asOf: { version } };
}
