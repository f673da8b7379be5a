import type { Metadata } from "next";
import { EventTypeDetail } from "@/components/event-types/event-type-detail";
import { EventTypesScreen } from "@/components/event-types/event-types-screen";
import { authorize } from "@/lib/auth/authorize";
import { readEventType } from "@/lib/queries/event-type";
import { listEventTypes } from "@/lib/queries/event-types";
import { orNotFound } from "@/lib/queries/or-not-found";

export const metadata: Metadata = { title: "Event types" };

export default async function EventTypesPage({ searchParams }: PageProps<"/event-types">) {
  const [{ role }, list, search] = await Promise.all([authorize("viewer"), listEventTypes(), searchParams]);
  const chosen = typeof search.type === "string" ? search.type : null;
  const mostFrequent = list.types.toSorted((a, b) => b.events - a.events)[0];
  const shown = chosen ?? mostFrequent?.type;
  const detail = shown === undefined ? null : await orNotFound(readEventType(shown));
  return (
    <EventTypesScreen initial={list} selected={chosen} role={role}>
      {detail !== null && <EventTypeDetail detail={detail} />}
    </EventTypesScreen>
  );
}
