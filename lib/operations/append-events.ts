import "server-only";
import { AppendRequest } from "@/lib/api/append-request";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import {
  AppendRefusedError,
  type AppendResult,
  ConcurrentAppendError,
  EventSchemaError,
  InvalidEventError,
  InvalidStreamIdError,
  inTransaction,
  type NewEvent,
  PartialDuplicateError,
  PayloadTooLargeError,
  UnstorableTextError,
  WrongExpectedVersionError,
} from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { store } from "@/lib/store";
import { audit } from "./audit";

/** Appends events by hand, as a program does over HTTP: all of them or none. Needs an admin. */
export async function appendEvents(streamId: string, input: unknown): Promise<AppendResult> {
  const operator = await authorize("admin");
  const { expectedVersion, events, schemas } = AppendRequest.parse(input);
  if (streamId.startsWith("$")) {
    throw new AppError("Streams whose id begins with `$` are written by Foldline alone.", { code: "forbidden" });
  }
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

// Two retries of one append met; the second run finds the events of the first and is its answer.
async function onceMoreAfterRace<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConcurrentAppendError)) throw error;
    return work();
  }
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

const REFUSALS = [AppendRefusedError, InvalidEventError, InvalidStreamIdError, UnstorableTextError];

async function refusalsInWords<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WrongExpectedVersionError) {
      const { expected, actual } = error;
      throw new AppError(error.message, { code: "conflict", details: { expected, actual }, cause: error });
    }
    if (error instanceof EventSchemaError) {
      const { event, type, schemaVersion, path, problem } = error;
      const details = { event, type, schemaVersion, path, problem };
      throw new AppError(error.message, { code: "unprocessable", details, cause: error });
    }
    if (error instanceof PayloadTooLargeError) throw new AppError(error.message, { code: "too-large", cause: error });
    if (error instanceof PartialDuplicateError) throw new AppError(error.message, { code: "conflict", cause: error });
    if (error instanceof Error && REFUSALS.some((refusal) => error instanceof refusal)) {
      throw new AppError(error.message, { code: "invalid", cause: error });
    }
    throw error;
  }
}
