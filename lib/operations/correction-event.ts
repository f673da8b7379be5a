import "server-only";
import type { CorrectionRequest } from "@/lib/api/corrections";
import type { Operator } from "@/lib/auth/operator";
import type { NewEvent } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { store } from "@/lib/store";

/** The event that a correction appends: who and why, and because of which event. */
export async function correctionEvent(
  operator: Operator,
  streamId: string,
  { event, corrects }: CorrectionRequest,
  reason: string | null,
): Promise<NewEvent> {
  const { type, schemaVersion, data, eventId, occurredAt } = event;
  return {
    type,
    schemaVersion,
    data,
    eventId,
    metadata: {
      actor: operator.id,
      actorName: operator.name,
      ...(reason === null ? {} : { reason }),
      ...(corrects === undefined ? {} : await causeOf(streamId, corrects)),
    },
    ...(occurredAt === undefined ? {} : { occurredAt: new Date(occurredAt) }),
  };
}

async function causeOf(streamId: string, version: number) {
  const [cause] = await store.readStream(streamId, { from: version, to: version });
  if (cause === undefined) {
    throw new AppError(`Stream "${streamId}" has no version ${version} to correct.`, {
      code: "not-found",
      details: { streamId, version },
    });
  }
  const { correlationId = cause.eventId } = cause.metadata;
  return { correlationId, causationId: cause.eventId, corrects: version };
}
