import type pg from "pg";
import { ConcurrentAppendError } from "../errors";
import { type InlineOptions, inlineProjections } from "../projections/inline";
import { checkAppend } from "../schemas/check-append";
import { type SchemaRegistry, schemaRegistry } from "../schemas/schema-registry";
import { append, type PreparedAppend } from "./append";
import { appendAll } from "./append-all";
import { DEFAULT_MAX_PAYLOAD_BYTES } from "./event-columns";
import type { AppendOptions, AppendResult, EventStore } from "./event-store";
import { prepareAppend } from "./prepare-append";
import { readAll } from "./read-all";
import { readStream } from "./read-stream";
import { streamVersion } from "./stream-version";
import { inTransaction } from "./transaction";
import { watermark } from "./watermark";

export interface PostgresEventStoreOptions {
  readonly maxPayloadBytes?: number;
  /** Lets appends write the read models of inline projections; every store that appends their events needs it. */
  readonly inline?: InlineOptions;
  /** Lets appends be refused whose events do not fit a published JSON Schema that says so. */
  readonly schemas?: () => Promise<SchemaRegistry>;
}

/** The event store in the tables of schema `foldline`. */
export function postgresEventStore(pool: pg.Pool, options: PostgresEventStoreOptions = {}): EventStore {
  const { maxPayloadBytes = DEFAULT_MAX_PAYLOAD_BYTES } = options;
  const inline = options.inline === undefined ? null : inlineProjections(pool, options.inline);
  const schemas = options.schemas ?? schemaRegistry(pool);

  async function appendPrepared(
    appends: readonly PreparedAppend[],
    { client, schemas: wanted }: AppendOptions,
  ): Promise<AppendResult[]> {
    if (options.schemas !== undefined || wanted === "refuse") {
      await checkAppend(client ?? pool, appends, await schemas(), wanted === "refuse" ? "any" : "refusing");
    }
    const results = (await inline?.append(appends, client)) ?? null;
    if (results !== null) return results;
    if (client !== undefined) return appendAll(client, appends);
    const [only] = appends;
    if (only !== undefined && appends.length === 1) return [await append(pool, only)];
    return inTransaction(pool, (own) => appendAll(own, appends));
  }

  return {
    async append(streamId, expected, events, asked = {}) {
      const prepared = [prepareAppend({ streamId, expected, events }, maxPayloadBytes)];
      const [result] = await retriedUnless(asked.client !== undefined, () => appendPrepared(prepared, asked));
      if (result === undefined) throw new Error("The append gave back no result.");
      return result;
    },
    async appendAll(appends, asked = {}) {
      const prepared = appends.map((one) => prepareAppend(one, maxPayloadBytes));
      return retriedUnless(asked.client !== undefined, () => appendPrepared(prepared, asked));
    },
    readStream: (streamId, range) => readStream(pool, streamId, range),
    readAll: (filter, page) => readAll(pool, filter, page),
    streamVersion: (streamId) => streamVersion(pool, streamId),
    watermark: () => watermark(pool),
  };
}

/** Runs again what lost a race against its own retry; the second run finds the events stored. */
async function retriedUnless<Result>(inTransactionOfCaller: boolean, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (inTransactionOfCaller || !(error instanceof ConcurrentAppendError)) throw error;
    return work();
  }
}
