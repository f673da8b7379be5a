import { once } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { UpcasterChain } from "../evolution/chain";
import { sliceOf } from "../store/stream-name";
import { CopyLines } from "./copy-text";
import { eventFilter, LAST_SLICE, type SliceRange } from "./event-filter";
import { placeOf } from "./event-parts";
import { type FoldStep, foldEvent, foldStep } from "./fold";
import { dataTable } from "./identifiers";
import { type PackedRows, packedRows } from "./packed-rows";
import { type EventReading, eventReading } from "./projected-event";
import type { Projection } from "./projection";
import type { ReplayControl } from "./replay-control";
import type { ReplayParking } from "./replay-parking";

/** What a replay has done so far; it counts while it runs. */
export interface ReplayCount {
  eventsRead: number;
  rowsWritten: number;
}

export interface ReplayRequest {
  readonly projection: Projection;
  readonly chain: UpcasterChain;
  /** An empty table that nobody else writes. */
  readonly tableName: string;
  /** The watermark: every event up to it is folded. */
  readonly upTo: bigint;
  /** How many parts of the keys are folded one after the other; each fits in memory. */
  readonly passes: number;
  /** How much memory the rows of a pass may take; 128 MB when left out. */
  readonly maxBytes?: number;
  readonly count: ReplayCount;
  /** Takes what cannot be folded. */
  readonly parking: ReplayParking;
  /** Asked between two COPYs whether to go on, and how far. */
  readonly control: ReplayControl;
  readonly signal: AbortSignal;
}

/** The rows did not fit in memory; start again with more passes. */
export class TooManyRowsError extends Error {
  override readonly name = "TooManyRowsError";
}

/** An event failed after a part of its partition was written; start again with what `parking` knows now. */
export class ParkedTooLateError extends Error {
  override readonly name = "ParkedTooLateError";
}

const MAX_BYTES_IN_MEMORY = 128 * 1024 * 1024;
const MAX_TURN_MS = 20;
const WRITE_CHUNK = 256 * 1024;

/** Folds all events up to a position in memory and copies the rows into a table. */
export async function replay(client: pg.PoolClient, request: ReplayRequest): Promise<void> {
  const reading = eventReading(request.projection, request.chain);
  for (let pass = 0; pass < request.passes; pass++) {
    const slices = passSlices(pass, request.passes);
    request.parking.beginPass(slices);
    const rows = await foldPass(client, request, reading, slices);
    await copyIn(client, request, rows);
  }
  if (request.parking.mustStartAgain) throw new ParkedTooLateError();
}

/** How many events a replay is going to read. */
export async function countEvents(
  db: Pick<pg.PoolClient, "query">,
  { projection, chain, upTo, passes }: Pick<ReplayRequest, "projection" | "chain" | "upTo" | "passes">,
): Promise<number> {
  const { types } = eventReading(projection, chain);
  const { rows } = await db.query<{ events: string }>(
    `select count(*) as events from foldline.events where position <= $1 and ${eventFilter(types, null)}`,
    [upTo.toString()],
  );
  // Every pass of a fold by key reads all events: which rows an event changes is known only when it has been read.
  return Number(rows[0]?.events ?? 0) * (projection.keyedBy === "key" ? passes : 1);
}

function passSlices(pass: number, passes: number): SliceRange {
  const size = (LAST_SLICE + 1) / passes;
  return { from: Math.floor(pass * size), to: Math.floor((pass + 1) * size) - 1 };
}

async function foldPass(
  client: pg.PoolClient,
  request: ReplayRequest,
  reading: EventReading,
  slices: SliceRange,
): Promise<PackedRows> {
  const { projection, parking, control, count, upTo, signal, passes, maxBytes = MAX_BYTES_IN_MEMORY } = request;
  const filter = eventFilter(reading.types, projection.keyedBy === "stream" ? [slices] : null);
  const owns = ownership(projection, slices, passes);
  const rows = packedRows(projection);
  const stepsOf = (fields: string[]) => {
    const steps: FoldStep[] = [];
    for (const event of reading.decode(fields)) {
      const step = foldStep(projection, event);
      if (step !== null) steps.push(owns === null ? step : { ...step, keys: step.keys.filter(owns) });
    }
    return steps;
  };
  const fold = (fields: string[]) => {
    count.eventsRead++;
    if (!parking.touches(fields[1] ?? "")) {
      try {
        return foldEvent(projection, rows, stepsOf(fields));
      } catch {
        // Nothing of it is applied; below, each partition it concerns is tried by itself.
      }
    }
    parking.fold(placeOf(fields), () => stepsOf(fields), rows);
  };
  for (let after = 0n; after < upTo; ) {
    const most = await control.admit(count.eventsRead);
    const to = upTo - after < most ? upTo : after + most;
    await copyOut(
      client,
      `copy (select ${reading.columns.join(", ")} from foldline.events
              where position > ${after} and position <= ${to} and ${filter} order by position) to stdout`,
      fold,
      () => {
        signal.throwIfAborted();
        if (rows.bytes > maxBytes && passes <= LAST_SLICE) throw new TooManyRowsError();
      },
    );
    after = to;
  }
  return rows;
}

/** Which keys belong to the pass; `null`: all that its events name. */
function ownership(projection: Projection, slices: SliceRange, passes: number): ((key: string) => boolean) | null {
  if (projection.keyedBy === "stream" || passes === 1) return null;
  return (key) => {
    const slice = sliceOf(key);
    return slice >= slices.from && slice <= slices.to;
  };
}

/** Runs a COPY and hands its lines over, a turn of the event loop at a time; `check` may throw to stop it. */
async function copyOut(
  client: pg.PoolClient,
  statement: string,
  onLine: (fields: string[]) => void,
  check: () => void,
): Promise<void> {
  const stream = client.query(copyTo(statement));
  const lines = new CopyLines();
  let turnBegan = performance.now();
  for await (const chunk of stream) {
    lines.push(chunk, onLine);
    if (performance.now() - turnBegan < MAX_TURN_MS) continue;
    check();
    await nextTurn();
    turnBegan = performance.now();
  }
  check();
}

async function copyIn(client: pg.PoolClient, request: ReplayRequest, rows: PackedRows): Promise<void> {
  const { tableName, count, signal } = request;
  const stream = client.query(copyFrom(`copy ${dataTable(tableName)} from stdin`));
  const failed = once(stream, "error").then(([error]) => Promise.reject(error));
  failed.catch(() => undefined);
  let chunk = "";
  for (const line of rows.copyLines()) {
    chunk += line;
    count.rowsWritten++;
    if (chunk.length < WRITE_CHUNK) continue;
    if (signal.aborted) stream.destroy(new Error("The replay was stopped."));
    signal.throwIfAborted();
    if (!stream.write(chunk)) await Promise.race([once(stream, "drain"), failed]);
    await nextTurn();
    chunk = "";
  }
  stream.end(chunk);
  await Promise.race([once(stream, "finish"), failed]);
}
