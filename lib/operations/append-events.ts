import "server-only";
import { AppendRequest } from "@/lib/api/append-request";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { type AppendResult, inTransaction, type NewEvent } from "@/lib/engine";
import { store } from "@/lib/store";
import { onceMoreAfterRace, refusalsInWords, refuseOwnStream } from "./append-refusals";
import { audit } from "./audit";

/** Appends events by hand, as a program does over HTTP: all of them or none. Needs an admin. */
export async function appendEvents(streamId: string, input: unknown): Promise<AppendResult> {
  const operator = await authorize("admin");
  const { expectedVersion, events, schemas } = AppendRequest.parse(input);
  refuseOwnStream(streamId);
  const added = events.map((event) => toNewEvent(event, operator.id));
  return refusalsInWords(() =>
    onceMoreAfterRace(() =>
      inTransaction(pool, async (client) => {
        const options = { client, ...(schemas === undefined ? {} : { schemas }) };
        const result = await store.append(streamId, expectedVersion, added, options);
        if (result.appended > 0)
          await audit(operator, { type: "EventsAppended", data: auditData(result, events) }, { client });
        return result;
      }),
    ),
  );
}

function auditData({ streamId, firstVersion, version }: AppendResult, events: AppendRequest["events"]) {
  return { streamId, firstVersion, version, types: [...new Set(events.map((event) => event.type))] };
}

function toNewEvent(event: AppendRequest["events"][number], actor: string): NewEvent {
  const { type, data, schemaVersion, eventId, metadata, occurredAt } = event;
  return {
    type,
    data,
    metadata: { actor, ...metadata },
    ...(schemaVersion === undefined ? {} : { schemaVersion }),
    ...(eventId === undefined ? {} : { eventId }),
    ...(occurredAt === undefined ? {} : { occurredAt: new Date(occurredAt) }),
  };
}
