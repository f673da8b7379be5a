import type pg from "pg";
import type { ReadableEvent } from "../evolution/upcaster";
import { inTransactionOf } from "../store/transaction";
import { readBatchEvents } from "./batch-events";
import { bisect } from "./bisect";
import { type EventPlace, placeOf } from "./event-parts";
import { isAboutEvent } from "./failure";
import { dataTable } from "./identifiers";
import { eventReading } from "./projected-event";
import type { RawApply } from "./projection";
import { applyRaw } from "./raw-projection";
import type { ReplayRequest } from "./replay";

interface ReadEvent {
  readonly place: EventPlace;
  readonly events: readonly ReadableEvent[];
}

const BATCH = 5_000;

/** Gives a raw projection all events up to a position, a transaction a batch. */
export async function replayRaw(client: pg.PoolClient, request: ReplayRequest, apply: RawApply): Promise<void> {
  const { projection, chain, tableName, upTo, count, control, signal } = request;
  const reading = eventReading(projection, chain);
  for (let from = 0n; from < upTo; ) {
    let to = from + (await control.admit(count.eventsRead));
    if (to > upTo) to = upTo;
    while (from < to) {
      signal.throwIfAborted();
      const { rows, complete } = await readBatchEvents(client, { after: from, upTo: to, limit: BATCH }, reading, null);
      await applyBatch(client, request, apply, rows.flatMap(readable(request, reading.decode)));
      count.eventsRead += rows.length;
      from = complete ? to : BigInt(rows.at(-1)?.[0] ?? to);
    }
  }
  const { rows } = await client.query<{ rows: string }>(`select count(*) as rows from ${dataTable(tableName)}`);
  count.rowsWritten = Number(rows[0]?.rows ?? 0);
}

function readable(
  { projection, parking }: ReplayRequest,
  decode: (fields: readonly string[]) => readonly ReadableEvent[],
) {
  return (fields: readonly string[]): ReadEvent[] => {
    const place = placeOf(fields);
    try {
      return [{ place, events: decode(fields).filter(({ type }) => projection.handlerOf(type) !== undefined) }];
    } catch (error) {
      parking.leaveOut(place, error);
      return [];
    }
  };
}

/** Applies what is not parked; an event that fails is taken out, and the rest goes on. */
async function applyBatch(
  client: pg.PoolClient,
  request: ReplayRequest,
  apply: RawApply,
  batch: readonly ReadEvent[],
): Promise<void> {
  const { projection, parking, tableName } = request;
  const write = (run: readonly ReadEvent[]) =>
    inTransactionOf(client, () =>
      applyRaw(
        client,
        apply,
        tableName,
        run.flatMap(({ events }) => events),
      ),
    );
  const isEvents = (error: unknown) => isAboutEvent(error, projection.kind);
  for (let left = batch; left.length > 0; ) {
    left = left.filter(({ place, events }) => events.length > 0 && !parking.leavesOut(place));
    const before = left;
    const culprit = await write(before).then(
      () => null,
      (error: unknown) => {
        if (!isEvents(error)) throw error;
        return bisect(before, write, isEvents);
      },
    );
    if (culprit === null) return;
    parking.leaveOut(culprit.item.place, culprit.error);
    left = before.slice(before.indexOf(culprit.item) + 1);
  }
}
