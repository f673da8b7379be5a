import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { UpcasterChainError } from "../errors";
import { compileChain } from "../evolution/chain";
import { codeUpcaster, dropEvent, severalEvents } from "../evolution/code-upcaster";
import type { Upcaster } from "../evolution/upcaster";
import { jsonText } from "../json";
import { compileEventSchema } from "../schemas/compile-event-schema";
import type { EventStore } from "../store/event-store";
import { postgresEventStore } from "../store/postgres-event-store";
import { draft } from "./testing/drafts";
import type { OutputChecks } from "./verifier";
import { verifyRange } from "./verify-range";

let database: TestDatabase;
let store: EventStore;
const nothingPublished: OutputChecks = () => null;

beforeAll(async () => {
  database = await createTestDatabase();
  store = postgresEventStore(database.pool);
});
afterAll(() => database.drop());

/** Verifies over the events that are appended now, whose data may be given as text. */
async function verify(
  definition: ReturnType<typeof draft>,
  payloads: readonly (object | string)[],
  { upcasters = [] as readonly Upcaster[], schema = nothingPublished, schemaVersion = 1, batchSize = 3 } = {},
) {
  const after = await store.watermark();
  const events = payloads.map((data) => ({
    type: "Paid",
    schemaVersion,
    data: typeof data === "string" ? jsonText(data) : data,
  }));
  await store.append(`v-${after}`, "any", events);
  const upTo = await store.watermark();
  return verifyRange({
    ...{ db: database.pool, definition, chain: compileChain(upcasters), after, upTo, schema, batchSize },
  });
}

const toCents = [{ op: "compute", path: "cents", expression: "data.amount * 100.0" }];

test("counts what is converted, left as it is and dropped, and what was made of it", async () => {
  const renamed = draft([{ op: "rename", from: "amount", to: "sum", ifPresent: true }]);
  const { result } = await verify(renamed, [{ amount: 1 }, { other: 2 }, { amount: 3 }, {}, { amount: 5 }]);
  expect(result).toMatchObject({ converted: 3, unchanged: 2, dropped: 0, failed: 0, misfits: 0, precision: 0 });
  expect(result.made).toEqual([{ type: "Paid", schemaVersion: 2, events: 5 }]);
  expect(result.lastMatching).toBe((await store.watermark()).toString());

  const dropping = await verify(draft([{ op: "drop", when: "data.amount > 1" }]), [{ amount: 1 }, { amount: 2 }]);
  expect(dropping.result).toMatchObject({ unchanged: 1, dropped: 1, converted: 0 });
});

test("a new type alone is a change", async () => {
  const renamed = draft([{ op: "renameType", type: "Fine paid" }], { toType: "Fine paid" });
  const { result } = await verify(renamed, [{ amount: 1 }]);
  expect(result).toMatchObject({ converted: 1, unchanged: 0 });
});

test("groups failures that differ in their values only, with operation, path, value and the first event", async () => {
  const { result, findings } = await verify(draft(toCents), [{ amount: 1 }, { amount: "x1" }, { amount: "x2" }, {}]);
  expect(result).toMatchObject({ converted: 1, failed: 3 });
  expect(result.reasons).toHaveLength(2);
  expect(result.reasons.map(({ events }) => events)).toEqual([2, 1]);
  expect(result.reasons[0]).toMatchObject({ kind: "failed", operation: 0, first: { version: 2 } });
  expect(findings.map(({ version }) => version)).toEqual([2, 3, 4]);
  expect(findings[0]).toMatchObject({ kind: "failed", path: expect.any(String), operation: 0 });
});

test("counts the same however the pages are cut", async () => {
  const payloads = Array.from({ length: 20 }, (_, index) => (index % 3 === 0 ? {} : { amount: index }));
  const results = [];
  for (const batchSize of [1, 2, 7, 50]) {
    const { result } = await verify(draft(toCents), payloads, { batchSize });
    const { reasons, lastMatching, ...counts } = result;
    results.push({ ...counts, reasons: reasons.map(({ first, ...rest }) => ({ ...rest, at: first.version })) });
  }
  for (const result of results) expect(result).toEqual(results[0]);
});

describe("in the chain", () => {
  const older = codeUpcaster<{ sum: number }>({
    ...{ type: "Paid", from: 1, to: 2, title: "Older" },
    upcast: ({ sum, ...rest }) => {
      if (sum < 0) throw new Error("below zero");
      return sum === 0
        ? dropEvent
        : sum === 7
          ? severalEvents([{ amount: 3 }, { amount: 4 }])
          : { ...rest, amount: sum };
    },
  });
  const second = (operations: unknown) => draft(operations, { fromVersion: 2, toVersion: 3 });

  test("takes older events through the upcasters before the draft, and names the one that fails", async () => {
    const { result } = await verify(second(toCents), [{ sum: 1 }, { sum: -1 }, { sum: 0 }, { sum: 7 }], {
      upcasters: [older],
    });
    expect(result).toMatchObject({ converted: 2, unchanged: 1, failed: 1 });
    expect(result.made).toEqual([{ type: "Paid", schemaVersion: 3, events: 3 }]);
    expect(result.reasons).toMatchObject([{ operation: null, reason: 'Upcaster "Older": below zero' }]);
  });

  test("fails where the draft lets an upcaster after it fail, and names that one", async () => {
    const later = codeUpcaster<{ cents: unknown }>({
      ...{ type: "Paid", from: 2, to: 3, title: "Later" },
      upcast: ({ cents }) => {
        if (typeof cents !== "number") throw new Error(`cents: expected a number, got ${JSON.stringify(cents)}`);
        return { cents };
      },
    });
    const asText = draft([{ op: "set", path: "cents", value: "one" }]);
    const { result } = await verify(asText, [{ amount: 1 }], { upcasters: [later] });
    expect(result).toMatchObject({ converted: 0, failed: 1 });
    expect(result.reasons).toMatchObject([{ reason: 'Upcaster "Later": cents: expected a number, got "…"' }]);
    expect((await verify(draft(toCents), [{ amount: 1 }], { upcasters: [later] })).result).toMatchObject({ failed: 0 });
  });

  test("refuses a draft that does not fit in", async () => {
    await expect(verify(draft(toCents), [{ amount: 1 }], { upcasters: [older] })).rejects.toBeInstanceOf(
      UpcasterChainError,
    );
  });
});

test("tries what it makes on the schema published for the target, and says where it does not fit", async () => {
  const integer = compileEventSchema({ type: "object", properties: { cents: { type: "integer" } } });
  const schema: OutputChecks = ({ type, schemaVersion }) =>
    type === "Paid" && schemaVersion === 2 ? ({ dataText }) => integer.check(dataText) : null;
  const { result, findings } = await verify(draft(toCents), [{ amount: 1.5 }, { amount: 1.234 }], { schema });
  expect(result).toMatchObject({ converted: 2, misfits: 1 });
  expect(findings).toMatchObject([{ kind: "misfit", version: 2, path: "/cents" }]);
  expect(findings[0]?.message).toContain("Paid@2 /cents");
});

describe("digits", () => {
  const long = "12345678901234567890";
  test.each([
    ["that are moved and kept", [{ op: "rename", from: "a", to: "b" }], `{"a":${long}}`, 0],
    ["of a field that is removed", [{ op: "remove", path: "a" }], `{"a":${long}}`, 0],
    ["beside what is computed", [{ op: "compute", path: "b", expression: "data.c + 1.0" }], `{"a":${long},"c":1}`, 0],
    ["that a double holds", [{ op: "compute", path: "b", expression: "data.a" }], '{"a":1234567.5000000000000000}', 0],
    [
      "that are computed with",
      [{ op: "compute", path: "b", expression: "data.a / 2.0" }],
      '{"a":0.12345678901234567891}',
      1,
    ],
    ["that are copied by an expression", [{ op: "compute", path: "b", expression: "data.a" }], `{"a":${long}}`, 1],
    [
      "of a result beyond 2^53",
      [{ op: "compute", path: "b", expression: "data.a * 1000.0" }],
      '{"a":9007199254740991}',
      1,
    ],
    ["of a result up to 2^53", [{ op: "compute", path: "b", expression: "data.a * 1.0" }], '{"a":9007199254740991}', 0],
  ])("%s", async (_, operations, text, lost) => {
    const { result, findings } = await verify(draft(operations), [text]);
    expect(result).toMatchObject({ failed: 0, precision: lost });
    if (lost === 1) expect(findings[0]).toMatchObject({ kind: "precision", path: "/b" });
  });
});
