import type { Metadata } from "next";
import { createLoader, type SearchParams } from "nuqs/server";
import { streamListParsers, toStreamFilter } from "@/components/streams/stream-list-filter";
import { StreamsView } from "@/components/streams/streams-view";
import { StreamFilter } from "@/lib/api/streams";
import { listStreams } from "@/lib/queries/streams/streams";

export const metadata: Metadata = { title: "Streams" };

const loadUrl = createLoader(streamListParsers);

export default async function StreamsPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const filter = toStreamFilter(await loadUrl(searchParams));
  const page = await listStreams({ ...StreamFilter.parse({}), ...filter });
  return <StreamsView firstFilter={filter} firstPage={page} />;
}
