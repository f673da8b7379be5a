import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { UpcastFailedError, WrongExpectedVersionError } from "../errors";
import { compileChain } from "../evolution/chain";
import { codeUpcaster } from "../evolution/code-upcaster";
import type { EventStore } from "../store/event-store";
import { postgresEventStore } from "../store/postgres-event-store";
import { inTransaction } from "../store/transaction";
import { type DecisionContext, decider, handle } from "./decider";
import { reducer } from "./reducer";

let database: TestDatabase;
let store: EventStore;
let context: DecisionContext;
beforeAll(async () => {
  database = await createTestDatabase();
  store = postgresEventStore(database.pool);
  context = { store, db: database.pool, chain: compileChain([]) };
});
afterAll(() => database.drop());

const balance = reducer<number>({
  name: "balance",
  category: "account",
  initial: 0,
  snapshotEvery: 3,
  evolve: (state, event) => state + (event.data as { amount: number }).amount,
});

/** Withdraws once per command id, never more than there is. */
const account = decider({
  reducer: balance,
  decide: (command: { readonly amount: number }, state: number) => {
    if (state + command.amount < 0) throw new Error("Not enough money.");
    return command.amount === 0 ? [] : [{ type: "Booked", data: { amount: command.amount } }];
  },
});
const newAccount = () => `account-${randomUUID()}`;

describe("handling a command", () => {
  test("appends what it decides on the newest state, with the metadata of the command", async () => {
    const streamId = newAccount();
    await handle(context, account, streamId, { amount: 10 }, { metadata: { actor: "ada" } });
    const result = await handle(context, account, streamId, { amount: -4 });
    expect(result).toMatchObject({ firstVersion: 2, version: 2, appended: 1 });
    const [first] = await store.readStream(streamId);
    expect(first?.metadata).toMatchObject({ actor: "ada" });
    await expect(handle(context, account, streamId, { amount: -7 })).rejects.toThrow("Not enough money.");
  });

  test("appends nothing when there is nothing to do", async () => {
    const streamId = newAccount();
    expect(await handle(context, account, streamId, { amount: 0 })).toMatchObject({ appended: 0, version: 0 });
    expect(await store.streamVersion(streamId)).toBe(0);
  });

  test("decides anew when another writer was first, so that no rule is broken", async () => {
    const streamId = newAccount();
    await handle(context, account, streamId, { amount: 5 });
    const attempts = Array.from({ length: 8 }, () =>
      handle(context, account, streamId, { amount: -1 }, { attempts: 20 }),
    );
    const results = await Promise.allSettled(attempts);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason.message).toBe("Not enough money.");
    expect(await store.streamVersion(streamId)).toBe(6);
  });

  test("gives up with the conflict after the attempts it was given", async () => {
    const streamId = newAccount();
    let tries = 0;
    const always: DecisionContext["store"] = {
      append: async () => {
        tries += 1;
        throw new WrongExpectedVersionError(streamId, 0, tries);
      },
    };
    const refused = handle({ ...context, store: always }, account, streamId, { amount: 1 }, { attempts: 3 });
    await expect(refused).rejects.toBeInstanceOf(WrongExpectedVersionError);
    expect(tries).toBe(3);
  });

  test("does not decide on a history that it cannot read", async () => {
    const streamId = newAccount();
    await handle(context, account, streamId, { amount: 1 });
    const broken = codeUpcaster({
      type: "Booked",
      from: 1,
      to: 2,
      title: "Fails",
      upcast: () => {
        throw new Error("no way");
      },
    });
    const reading = { ...context, chain: compileChain([broken]) };
    await expect(handle(reading, account, streamId, { amount: 1 })).rejects.toBeInstanceOf(UpcastFailedError);
    expect(await store.streamVersion(streamId)).toBe(1);
  });

  test("joins the caller's transaction, and leaves nothing when that rolls back", async () => {
    const streamId = newAccount();
    const rolledBack = inTransaction(database.pool, async (client) => {
      await handle(context, account, streamId, { amount: 3 }, { client });
      await handle(context, account, streamId, { amount: -2 }, { client });
      throw new Error("never mind");
    });
    await expect(rolledBack).rejects.toThrow("never mind");
    expect(await store.streamVersion(streamId)).toBe(0);
  });

  test("keeps a snapshot where the reducer's policy asks for one", async () => {
    const streamId = newAccount();
    for (let n = 0; n < 5; n += 1) await handle(context, account, streamId, { amount: 1 });
    const { rows } = await database.pool.query("select version, state from foldline.snapshots where stream_id = $1", [
      streamId,
    ]);
    expect(rows).toEqual([{ version: "3", state: 3 }]);
  });
});
