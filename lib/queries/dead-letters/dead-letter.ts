import "server-only";
import { z } from "zod";
import type { DeadLetterDetail } from "@/lib/api/dead-letters";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";
import { store } from "@/lib/store";
import { heldBackEvents } from "../events/held-back-events";
import { workerPulse } from "../jobs/live-workers";
import { readRowBefore } from "../projections/row-before";
import { currentChain } from "../upcasters/current-chain";
import { DEAD_LETTER_COLUMNS, type DeadLetterRow, toDeadLetter } from "./dead-letter-row";
import { sameError } from "./same-error";

interface Row extends DeadLetterRow {
  readonly partition: number;
  readonly table_name: string | null;
  readonly definition: unknown;
  readonly retry_up_to_version: string | null;
  readonly retry_edited: boolean;
}

const DEAD_LETTER = `
select ${DEAD_LETTER_COLUMNS}, '' as grp, d.partition, m.table_name, p.definition, d.retry_up_to_version,
       d.retry_data is not null as retry_edited
  from foldline.dead_letters d
  join foldline.read_models m using (projection, version)
  left join foldline.projections p on p.name = d.projection
 where d.id = $1`;

interface AttemptRow {
  readonly attempt: number;
  readonly attempted_at: Date;
  readonly worker: string | null;
  readonly requested_by: string | null;
  readonly message: string;
  readonly stack: string | null;
}

const ATTEMPTS = `
select attempt, attempted_at, worker, requested_by, message, stack
  from foldline.dead_letter_attempts where dead_letter_id = $1 order by attempt desc limit 200`;

// A reactor's definition has no columns and no key; what is missing has a default.
const Definition = z.object({
  types: z
    .array(z.string())
    .nullish()
    .transform((types) => (types === null || types === undefined || types.includes("*") ? null : types)),
  reads: z.enum(["today", "stored"]).catch("today"),
  keyColumn: z.string().nullish(),
  keyedBy: z.string().nullish(),
  onError: z
    .object({ policy: z.enum(["park", "skip", "stop"]), attempts: z.number().int() })
    .catch({ policy: "park", attempts: 3 }),
});

/** A dead letter with every attempt, its event, the row as it stands now, and what waits behind it. */
export async function readDeadLetter(id: string): Promise<DeadLetterDetail> {
  await authorize("viewer");
  const { rows } = await pool.query<Row>(DEAD_LETTER, [id]);
  const [row] = rows;
  if (row === undefined) throw new AppError(`There is no dead letter ${id}.`, { code: "not-found" });
  const deadLetter = toDeadLetter(row);
  const { streamId, streamVersion, projection, version, errorGroup, failedAt } = deadLetter;
  const definition = Definition.parse(row.definition ?? {});
  const key = deadLetter.key ?? (definition.keyedBy === "stream" ? streamId : null);
  const { tableName, keyColumn } = { tableName: row.table_name, keyColumn: definition.keyColumn ?? null };
  const chain = await currentChain();
  const types =
    definition.types === null || definition.reads === "stored" || chain === null
      ? definition.types
      : chain.sourcesOf(definition.types);
  const waiting = deadLetter.status === "parked" ? deadLetter.waiting : 0;
  const [attempts, event, before, held, same, pulse] = await Promise.all([
    pool.query<AttemptRow>(ATTEMPTS, [id]),
    readEvent(streamId, streamVersion, definition.reads),
    tableName === null || keyColumn === null || key === null
      ? null
      : readRowBefore(pool, { tableName, keyColumn, key }),
    heldBackEvents(pool, { streamId, streamVersion, types, projection, version, partition: row.partition, waiting }),
    sameError(pool, { id, projection, errorGroup, failedAt }),
    workerPulse(pool),
  ]);
  return {
    deadLetter,
    attempts: attempts.rows.map(({ attempted_at, requested_by, ...attempt }) => ({
      ...attempt,
      attemptedAt: attempted_at.toISOString(),
      requestedBy: requested_by,
    })),
    event,
    row: before,
    held,
    sameError: same,
    policy: definition.onError,
    retryUpToVersion: row.retry_up_to_version === null ? null : Number(row.retry_up_to_version),
    retryEdited: row.retry_edited,
    liveWorkers: pulse.live,
  };
}

async function readEvent(
  streamId: string,
  version: number,
  reads: "today" | "stored",
): Promise<DeadLetterDetail["event"]> {
  const [event] = await store.readStream(streamId, { from: version, to: version });
  if (event === undefined) return null;
  const { type, schemaVersion, dataText } = event;
  const chain = reads === "stored" ? null : await currentChain();
  const trace = chain?.trace(event);
  return {
    occurredAt: event.occurredAt.toISOString(),
    recordedAt: event.recordedAt.toISOString(),
    dataText,
    readAs:
      trace === undefined
        ? [{ type, schemaVersion, dataText }]
        : trace.events.map((read) => ({
            type: read.type,
            schemaVersion: read.schemaVersion,
            dataText: read.dataText,
          })),
    problem: trace?.error?.message ?? null,
  };
}
