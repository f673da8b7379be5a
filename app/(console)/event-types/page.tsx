import type { Metadata } from "next";
import { EventTypeDetail } from "@/components/event-types/event-type-detail";
import { EventTypesScreen } from "@/components/event-types/event-types-screen";
import { shapeParsers } from "@/components/event-types/event-types-url";
import { storedPair } from "@/components/event-types/version-pair";
import { authorize } from "@/lib/auth/authorize";
import { listEventSchemas } from "@/lib/queries/event-schemas/event-schemas";
import { readEventType } from "@/lib/queries/event-types/event-type";
import { readTypeHistory } from "@/lib/queries/event-types/event-type-history";
import { listEventTypes } from "@/lib/queries/event-types/event-types";
import { readShapeDiff } from "@/lib/queries/event-types/shape-diff";
import { orNotFound } from "@/lib/queries/or-not-found";

export const metadata: Metadata = { title: "Event types" };

export default async function EventTypesPage({ searchParams }: PageProps<"/event-types">) {
  const [{ role }, list, search] = await Promise.all([authorize("viewer"), listEventTypes(), searchParams]);
  const chosen = typeof search.type === "string" ? search.type : null;
  const mostFrequent = list.types.toSorted((a, b) => b.events - a.events)[0];
  const type = chosen ?? mostFrequent?.type;
  if (type === undefined) return <EventTypesScreen initial={list} selected={null} shown={null} />;
  const detail = await orNotFound(readEventType(type));
  const pair = storedPair(shapeParsers.diff.parseServerSide(search.diff), detail.versions);
  const [history, diff, { schemas }] = await Promise.all([
    readTypeHistory(type),
    pair === null ? null : readShapeDiff(type, pair),
    listEventSchemas(),
  ]);
  return (
    <EventTypesScreen initial={list} selected={chosen} shown={detail}>
      <EventTypeDetail
        key={type}
        initial={detail}
        history={history}
        diff={diff}
        schemas={schemas.filter((schema) => schema.type === type)}
        role={role}
      />
    </EventTypesScreen>
  );
}
