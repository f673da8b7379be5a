import { randomUUID } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import type { Reducer } from "../aggregates/reducer";
import type { StateContext } from "../aggregates/state-at";
import type { NewEvent, StoredEvent } from "../events";
import type { EventStore } from "../store/event-store";
import { postgresEventStore } from "../store/postgres-event-store";
import { someChain } from "./histories";

/** A database of the test file's own in which histories become streams. */
interface StoredHistories {
  /** A new stream with these events. */
  stored(history: readonly NewEvent[]): Promise<string>;
  read(streamId: string): Promise<readonly StoredEvent[]>;
  contextOf<State>(reducer: Reducer<State>): StateContext<State>;
}

/** Makes it before the tests of a file, and drops it behind them. */
export function storedHistories(): StoredHistories {
  let database: TestDatabase;
  let store: EventStore;
  beforeAll(async () => {
    database = await createTestDatabase();
    store = postgresEventStore(database.pool);
  });
  afterAll(() => database.drop());
  return {
    async stored(history) {
      const streamId = `basket-${randomUUID()}`;
      await store.append(streamId, 0, history);
      return streamId;
    },
    read: (streamId) => store.readStream(streamId),
    contextOf: (reducer) => ({ db: database.pool, chain: someChain, reducer }),
  };
}
