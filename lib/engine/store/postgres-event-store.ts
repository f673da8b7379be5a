import type pg from "pg";
import { ConcurrentAppendError } from "../errors";
import { append } from "./append";
import { appendAll } from "./append-all";
import { DEFAULT_MAX_PAYLOAD_BYTES } from "./event-columns";
import type { EventStore } from "./event-store";
import { prepareAppend } from "./prepare-append";
import { readAll } from "./read-all";
import { readStream } from "./read-stream";
import { streamVersion } from "./stream-version";
import { inTransaction } from "./transaction";
import { watermark } from "./watermark";

export interface PostgresEventStoreOptions {
  readonly maxPayloadBytes?: number;
}

/** The event store in the tables of schema `foldline`. */
export function postgresEventStore(pool: pg.Pool, options: PostgresEventStoreOptions = {}): EventStore {
  const { maxPayloadBytes = DEFAULT_MAX_PAYLOAD_BYTES } = options;
  return {
    async append(streamId, expected, events, { client } = {}) {
      const prepared = prepareAppend({ streamId, expected, events }, maxPayloadBytes);
      return client === undefined ? retried(() => append(pool, prepared)) : append(client, prepared);
    },
    async appendAll(appends, { client } = {}) {
      const prepared = appends.map((one) => prepareAppend(one, maxPayloadBytes));
      if (client !== undefined) return appendAll(client, prepared);
      return retried(() => inTransaction(pool, (own) => appendAll(own, prepared)));
    },
    readStream: (streamId, range) => readStream(pool, streamId, range),
    readAll: (filter, page) => readAll(pool, filter, page),
    streamVersion: (streamId) => streamVersion(pool, streamId),
    watermark: () => watermark(pool),
  };
}

/** Runs again what lost a race against its own retry; the second run finds the events stored. */
async function retried<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConcurrentAppendError)) throw error;
    return work();
  }
}
