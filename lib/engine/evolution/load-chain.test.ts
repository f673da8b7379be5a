import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { UpcasterChainError } from "../errors";
import { storedEvent } from "../testing/stored-event";
import { codeUpcaster } from "./code-upcaster";
import { loadChain } from "./load-chain";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => database.pool.query("truncate foldline.upcasters"));
afterAll(() => database.drop());

const code = [
  codeUpcaster({ type: "Paid", from: 1, to: 2, title: "t", upcast: (data) => ({ ...data, currency: "EUR" }) }),
];

async function insert(state: string, fromVersion: number, operations: unknown): Promise<void> {
  await database.pool.query(
    `insert into foldline.upcasters (title, type, from_version, to_type, to_version, operations, state, created_by)
     values ('Cents', 'Paid', $1, 'Paid', $2, $3, $4, 'test')`,
    [fromVersion, fromVersion + 1, JSON.stringify(operations), state],
  );
}

describe("loading the chain", () => {
  test("reads events through code and the active upcasters of the console, not through drafts", async () => {
    await insert("draft", 2, [{ op: "set", path: "draft", value: true }]);
    await insert("retired", 2, [{ op: "set", path: "retired", value: true }]);
    await insert("active", 2, [{ op: "set", path: "active", value: true }]);
    const chain = await loadChain(database.pool, code);
    const [event] = chain.upcast(storedEvent({ type: "Paid" }));
    expect(event).toMatchObject({ schemaVersion: 3, data: { currency: "EUR", active: true } });
  });

  test("compiles once while nothing changes, and again when something does", async () => {
    const first = await loadChain(database.pool, code);
    expect(await loadChain(database.pool, code)).toBe(first);
    await insert("active", 2, []);
    const second = await loadChain(database.pool, code);
    expect(second).not.toBe(first);
    expect(second.hash).not.toBe(first.hash);
    expect(await loadChain(database.pool, code)).toBe(second);
  });

  test("refuses upcasters that form no chain, or whose operations cannot be read, and names them", async () => {
    await insert("active", 1, []);
    await expect(loadChain(database.pool, code)).rejects.toThrow(UpcasterChainError);
    await expect(loadChain(database.pool, code)).rejects.toThrow(/"t" and "Cents" both read Paid@1/);
    await database.pool.query("truncate foldline.upcasters");
    await insert("active", 2, [{ op: "explode" }]);
    await expect(loadChain(database.pool, code)).rejects.toThrow(/operations of "Cents" \([-0-9a-f]+\) cannot be read/);
  });
});
