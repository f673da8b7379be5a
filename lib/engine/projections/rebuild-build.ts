import { inTransaction } from "../store/transaction";
import { watermark } from "../store/watermark";
import { tableNameOf } from "./identifiers";
import { onOwnConnection } from "./own-connection";
import { upcasterHash } from "./projected-event";
import { replayRaw } from "./raw-replay";
import { createTable } from "./read-model-table";
import { recordNewAttempt, recordProgress, recordSample, recordTarget, recordTotal } from "./rebuild-record";
import { enterPhase, type RebuildRun } from "./rebuild-run";
import { countEvents, ParkedTooLateError, replay, TooManyRowsError } from "./replay";
import { type ReplayParking, replayParking } from "./replay-parking";

/** A filled table, and the position up to which it is filled. */
export interface FilledTable {
  readonly tableName: string;
  readonly target: bigint;
}

const ROWS_PER_PASS = 200_000;
const MAX_PASSES = 1024;

const FORGET_DEAD_LETTERS = "delete from foldline.dead_letters where projection = $1 and version = $2";

/** Folds all events into a new table, in as many passes as its rows need. */
export async function build(run: RebuildRun): Promise<FilledTable> {
  const { pool, projection, worker } = run.context;
  const { rows } = await pool.query<{ streams: number }>(
    "select greatest(reltuples, 0)::float8 as streams from pg_class where oid = 'foldline.streams'::regclass",
  );
  let passes = powerOfTwo((rows[0]?.streams ?? 0) / ROWS_PER_PASS);
  if (projection.keyedBy === "key") passes = 1;
  const parking = replayParking(projection, worker);
  for (;;) {
    try {
      return await buildOnce(run, passes, parking);
    } catch (error) {
      if (error instanceof TooManyRowsError) passes *= 2;
      else if (!(error instanceof ParkedTooLateError)) throw error;
      parking.startAgain();
      run.count.eventsRead = 0;
      run.count.rowsWritten = 0;
      run.job = await recordNewAttempt(pool, run.job);
    }
  }
}

function powerOfTwo(atLeast: number): number {
  return Math.min(MAX_PASSES, 2 ** Math.max(0, Math.ceil(Math.log2(Math.max(1, atLeast)))));
}

async function buildOnce(run: RebuildRun, passes: number, parking: ReplayParking): Promise<FilledTable> {
  const { context, job, count, control, stop } = run;
  const { pool, projection, chain } = context;
  const tableName = tableNameOf(projection.viewName, job.version, job.attempt);
  const target = await watermark(pool);
  await enterPhase(run, "build", async (client) => {
    await recordTarget(client, job, target);
    await client.query(
      `insert into foldline.read_models as r
         (projection, version, table_name, definition_version, definition_hash, upcaster_hash, state)
       values ($1, $2, $3, $4, $5, $6, 'building')
       on conflict (projection, version) do update
          set table_name = excluded.table_name, definition_version = excluded.definition_version,
              definition_hash = excluded.definition_hash, upcaster_hash = excluded.upcaster_hash, state = 'building'`,
      [
        job.projection,
        job.version,
        tableName,
        projection.version,
        projection.definitionHash,
        upcasterHash(projection, chain),
      ],
    );
    // Of an attempt before; this one finds out anew what it cannot apply.
    await client.query(FORGET_DEAD_LETTERS, [job.projection, job.version]);
    await createTable(client, projection, tableName);
  });
  await recordSample(pool, job, "build", count);
  const request = { projection, chain, tableName, upTo: target, passes, count, control, parking, signal: stop.signal };
  const { apply } = projection;
  const counted = countEvents(pool, request).then((events) => recordTotal(pool, job, events));
  counted.catch(() => undefined);
  await onOwnConnection(pool, (client) =>
    apply === null ? replay(client, request) : replayRaw(client, request, apply),
  );
  await counted;
  await inTransaction(pool, (client) => parking.record(client, job.version));
  await recordProgress(pool, job, count);
  await recordSample(pool, job, "build", count);
  return { tableName, target };
}
