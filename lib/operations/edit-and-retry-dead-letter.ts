import "server-only";
import { z } from "zod";
import { type DeadLetterOutcome, EditAndRetryRequest } from "@/lib/api/dead-letters";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction, parseLossless, requestRetry } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { store } from "@/lib/store";
import { audit } from "./audit";
import { deadLetterRefusal } from "./dead-letter-errors";
import { awaitOutcome, readAsked } from "./dead-letter-outcome";

// A program sends the payload as JSON, a form as its text.
const EditAndRetry = z.union([
  EditAndRetryRequest.extend({ id: z.uuid() }),
  EditAndRetryRequest.omit({ data: true }).extend({ id: z.uuid(), dataText: z.string() }),
]);

const PLACE = `
select projection, version, stream_id, stream_version::int as stream_version, type
  from foldline.dead_letters where id = $1`;

interface Place {
  readonly projection: string;
  readonly version: number;
  readonly stream_id: string;
  readonly stream_version: number;
  readonly type: string;
}

/**
 * Retries a parked stream with another payload for the failing event, used this once. The stored event does not
 * change; the audit keeps both payloads, every number with its digits.
 */
export async function editAndRetryDeadLetter(input: unknown): Promise<DeadLetterOutcome> {
  const operator = await authorize("admin");
  const { id, reason, upToVersion, ...payload } = EditAndRetry.parse(input);
  const after = "dataText" in payload ? parsePayload(payload.dataText) : payload.data;
  const { rows } = await pool.query<Place>(PLACE, [id]);
  const [place] = rows;
  if (place === undefined) throw new AppError(`There is no dead letter ${id}.`, { code: "not-found" });
  const at = place.stream_version;
  const [event] = await store.readStream(place.stream_id, { from: at, to: at });
  const before = event === undefined ? null : parseLossless(event.dataText);
  const upTo = upToVersion === undefined ? {} : { upToVersion };
  try {
    const asked = await inTransaction(pool, async (client) => {
      await requestRetry(client, { ids: [id], data: after, ...upTo, requestedBy: operator.name });
      const { projection, version, stream_id: streamId, type } = place;
      const facts = { deadLetter: id, projection, version, streamId, streamVersion: at, type, ...upTo, before, after };
      await audit(operator, { type: "DeadLetterRetriedWithEdit", data: facts, reason }, { client });
      return readAsked(client, [id]);
    });
    return await awaitOutcome(asked, "applied");
  } catch (error) {
    throw deadLetterRefusal(error);
  }
}

function parsePayload(text: string): unknown {
  try {
    return parseLossless(text);
  } catch (cause) {
    throw new AppError("The payload is not valid JSON.", { code: "invalid", cause });
  }
}
