import type { Metadata } from "next";
import { createLoader, type SearchParams } from "nuqs/server";
import { eventListParsers, toEventFilter } from "@/components/events/event-list-filter";
import { EventsView } from "@/components/events/events-view";
import { EventFilter } from "@/lib/api/events";
import { listEvents } from "@/lib/queries/events/events";

export const metadata: Metadata = { title: "Events" };

const loadUrl = createLoader(eventListParsers);

export default async function EventsPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const filter = toEventFilter(await loadUrl(searchParams));
  const page = await listEvents(EventFilter.parse({ ...filter, system: String(filter.system), payload: "preview" }));
  return <EventsView firstFilter={filter} firstPage={page} />;
}
