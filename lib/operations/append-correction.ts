import "server-only";
import { AppendCorrection } from "@/lib/api/corrections";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { type AppendResult, inTransaction } from "@/lib/engine";
import { isStorable } from "@/lib/queries/storable";
import { streamNotFound } from "@/lib/queries/streams/stream";
import { store } from "@/lib/store";
import { onceMoreAfterRace, refusalsInWords, refuseOwnStream } from "./append-refusals";
import { audit } from "./audit";
import { correctionEvent } from "./correction-event";

/**
 * Appends one event that corrects a stream, at exactly the version that was looked at; it must fit the JSON Schema
 * published for it. Needs an admin and a reason.
 */
export async function appendCorrection(
  streamId: string,
  input: unknown,
): Promise<Pick<AppendResult, "streamId" | "version" | "position" | "appended">> {
  const operator = await authorize("admin");
  const { reason, ...request } = AppendCorrection.parse(input);
  refuseOwnStream(streamId);
  if (!isStorable(streamId)) throw streamNotFound(streamId);
  const event = await correctionEvent(operator, streamId, request, reason);
  return refusalsInWords(() =>
    onceMoreAfterRace(() =>
      inTransaction(pool, async (client) => {
        const options = { client, schemas: "refuse" } as const;
        const result = await store.append(streamId, request.expectedVersion, [event], options);
        const { version, position, appended } = result;
        if (appended > 0) {
          const { type, schemaVersion, eventId } = event;
          const corrects = request.corrects ?? null;
          const data = { streamId, version, type, schemaVersion, eventId, corrects };
          await audit(operator, { type: "CorrectionAppended", data, reason }, { client });
        }
        return { streamId, version, position, appended };
      }),
    ),
  );
}
