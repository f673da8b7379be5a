import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { PartialDuplicateError, WrongExpectedVersionError } from "../errors";
import type { ExpectedVersion, NewEvent } from "../events";
import type { AllFilter, Append, EventStore } from "./event-store";
import { postgresEventStore } from "./postgres-event-store";
import { inTransaction } from "./transaction";

let database: TestDatabase;
let store: EventStore;

beforeAll(async () => {
  database = await createTestDatabase();
  store = postgresEventStore(database.pool);
});
afterAll(() => database.drop());

interface ModelEvent {
  readonly streamId: string;
  readonly version: number;
  readonly event: NewEvent & { readonly eventId: string };
}

/** The store as a list in memory: what every operation must come to. */
class Model {
  readonly log: ModelEvent[] = [];

  versionOf(streamId: string): number {
    return this.stream(streamId).length;
  }

  stream(streamId: string): ModelEvent[] {
    return this.log.filter((stored) => stored.streamId === streamId);
  }

  /** Appends all of it or, by throwing, nothing. */
  append(appends: readonly ModelAppend[]): number[] {
    const before = this.log.length;
    try {
      const results = new Map<ModelAppend, number>();
      const sorted = appends.toSorted((a, b) => (a.streamId < b.streamId ? -1 : a.streamId > b.streamId ? 1 : 0));
      for (const one of sorted) results.set(one, this.appendOne(one));
      return appends.map((one) => results.get(one) ?? -1);
    } catch (error) {
      this.log.splice(before);
      throw error;
    }
  }

  private appendOne({ streamId, expected, events }: ModelAppend): number {
    const known = this.stream(streamId).filter((stored) =>
      events.some((event) => event.eventId === stored.event.eventId),
    );
    if (known.length === events.length) return 0;
    if (known.length > 0) throw new PartialDuplicateError(streamId);
    const actual = this.versionOf(streamId);
    const met = typeof expected === "number" ? expected === actual : expected === "any" || actual > 0;
    if (!met) throw new WrongExpectedVersionError(streamId, expected, actual);
    events.forEach((event, index) => {
      this.log.push({ streamId, version: actual + index + 1, event });
    });
    return events.length;
  }
}

interface ModelAppend extends Append {
  readonly events: readonly (NewEvent & { readonly eventId: string })[];
}

type Step =
  | { readonly kind: "append"; readonly appends: readonly AppendPlan[] }
  | { readonly kind: "retry"; readonly which: number }
  | { readonly kind: "partial"; readonly which: number }
  | { readonly kind: "rollback"; readonly appends: readonly AppendPlan[] };

interface AppendPlan {
  readonly stream: number;
  readonly expected: "current" | "stale" | "any" | "exists" | "none";
  readonly events: readonly NewEvent[];
}

const STREAMS = ["order-1", "order-2", "invoice-1", "Käufer-ü/ 3", "$audit-2026-11"];
const TYPES = ["Opened", "Changed", "Closed"];
const CORRELATIONS = ["c-1", "c-2"];

const storableText = fc.string({ unit: "binary", maxLength: 12 }).filter((text) => !text.includes("\0"));
const json = fc
  .jsonValue({ maxDepth: 3, stringUnit: "binary" })
  .filter((value) => !JSON.stringify(value).includes("\\u0000"));
const newEvent: fc.Arbitrary<NewEvent> = fc.record(
  {
    type: fc.constantFrom(...TYPES),
    data: json,
    schemaVersion: fc.integer({ min: 1, max: 32_767 }),
    metadata: fc.record(
      { correlationId: fc.constantFrom(...CORRELATIONS), actor: storableText, note: storableText },
      { requiredKeys: [] },
    ),
    occurredAt: fc.date({
      min: new Date("1900-01-01"),
      max: new Date("2100-01-01"),
      noInvalidDate: true,
    }),
  },
  { requiredKeys: ["type", "data", "occurredAt"] },
);
const appendPlan: fc.Arbitrary<AppendPlan> = fc.record({
  stream: fc.nat(STREAMS.length - 1),
  expected: fc.constantFrom("current", "current", "stale", "any", "exists", "none"),
  events: fc.array(newEvent, { minLength: 1, maxLength: 5 }),
});
const appendPlans = fc.array(appendPlan, { minLength: 1, maxLength: 4 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("append" as const), appends: appendPlans }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("retry" as const), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("partial" as const), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("rollback" as const), appends: appendPlans }) },
);

test("does what a list in memory would do: appends, retries, conflicts, transactions, rollbacks, reads", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      await emptyStore();
      const model = new Model();
      const past: ModelAppend[][] = [];
      for (const next of steps) await runStep(next, model, past);
      await expectSameHistory(model);
    }),
    { numRuns: 60 },
  );
});

test("filters as a filter over that list would, page by page, in both directions", async () => {
  const filter: fc.Arbitrary<AllFilter> = fc.record(
    {
      category: fc.constantFrom("order", "invoice", "Käufer", "$audit", "none"),
      streamContains: fc.constantFrom("ORDER", "-1", "ü/", "%", "_", "\\", "2026"),
      types: fc.uniqueArray(fc.constantFrom(...TYPES, "Unheard"), { maxLength: 3 }),
      occurredFrom: fc.constantFrom(new Date("1950-01-01"), new Date("2000-01-01")),
      occurredBefore: fc.constantFrom(new Date("2000-01-01"), new Date("2050-01-01")),
      correlationId: fc.constantFrom(...CORRELATIONS, "none"),
      includeSystem: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  await emptyStore();
  const model = new Model();
  for (const appends of fc.sample(appendPlans, { numRuns: 60, seed: 7 })) {
    await runStep({ kind: "append", appends }, model, []);
  }
  await fc.assert(
    fc.asyncProperty(filter, fc.integer({ min: 1, max: 40 }), fc.boolean(), async (asked, limit, backwards) => {
      const expected = model.log.filter((stored) => passes(stored, asked)).map(({ event }) => event.eventId);
      if (backwards) expected.reverse();
      expect(await readPages(asked, limit, backwards ? "backwards" : "forwards")).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

async function emptyStore(): Promise<void> {
  await inTransaction(database.pool, async (client) => {
    await client.query("set local foldline.allow_event_changes = 'on'");
    await client.query("delete from foldline.events");
    await client.query("delete from foldline.streams");
  });
}

async function runStep(next: Step, model: Model, past: ModelAppend[][]): Promise<void> {
  const earlier = next.kind === "retry" || next.kind === "partial" ? past[next.which % Math.max(past.length, 1)] : [];
  switch (next.kind) {
    case "append": {
      const appends = next.appends.map((plan) => planned(plan, model));
      past.push(appends);
      return expectSame(appends, model);
    }
    case "retry":
      return expectSame(earlier ?? [], model);
    case "partial":
      return expectSame((earlier ?? []).map(withOneMore), model);
    case "rollback": {
      const appends = next.appends.map((plan) => planned({ ...plan, expected: "any" }, model));
      const rollBack = new Error("roll back");
      const rolledBack = inTransaction(database.pool, async (client) => {
        await store.appendAll(appends, { client });
        throw rollBack;
      });
      await expect(rolledBack).rejects.toBe(rollBack);
    }
  }
}

function planned({ stream, expected, events }: AppendPlan, model: Model): ModelAppend {
  const streamId = STREAMS[stream] ?? "";
  const demands: Record<AppendPlan["expected"], ExpectedVersion> = {
    current: model.versionOf(streamId),
    stale: model.versionOf(streamId) + 1,
    any: "any",
    exists: "exists",
    none: 0,
  };
  return { streamId, expected: demands[expected], events: events.map((one) => ({ ...one, eventId: randomUUID() })) };
}

function withOneMore(asked: ModelAppend): ModelAppend {
  const more = { type: "Opened", data: null, eventId: randomUUID(), occurredAt: new Date(0) };
  return { ...asked, events: [...asked.events, more] };
}

/** Runs the same appends on the store and on the model; the outcomes, errors included, must agree. */
async function expectSame(appends: readonly ModelAppend[], model: Model): Promise<void> {
  const [only] = appends;
  const actual = await outcomeOf(async () => {
    if (only === undefined) return [];
    const results =
      appends.length === 1
        ? [await store.append(only.streamId, only.expected, only.events)]
        : await store.appendAll(appends);
    return results.map((result) => result.appended);
  });
  expect(actual).toEqual(await outcomeOf(async () => model.append(appends)));
}

test("takes the rows of several streams in the order of their bytes, as an import does", async () => {
  // JavaScript compares UTF-16 units, in which the emoji would come first.
  const [first, last] = ["～-1", "😀-1"] as const;
  const events = [{ type: "Happened", data: {} }];
  for (const streamId of [first, last]) await store.append(streamId, 0, events);
  const waiting = await inTransaction(database.pool, async (client) => {
    await store.append(first, "any", events, { client });
    const conflict = store.appendAll([last, first].map((streamId) => ({ streamId, expected: 1, events })));
    const refused = expect(conflict).rejects.toMatchObject({ streamId: first, actual: 2 });
    await untilSomebodyWaits();
    await client.query("select 1 from foldline.streams where stream_id = $1 for update nowait", [last]);
    return { refused };
  });
  await waiting.refused;
});

async function untilSomebodyWaits(): Promise<void> {
  const waiting = `select 1 from pg_locks where not granted
    and pid in (select pid from pg_stat_activity where datname = current_database())`;
  while ((await database.pool.query(waiting)).rows.length === 0);
}

async function outcomeOf(work: () => Promise<number[]>): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WrongExpectedVersionError) return { conflict: error.streamId, actual: error.actual };
    if (error instanceof PartialDuplicateError) return { partial: error.streamId };
    throw error;
  }
}

async function expectSameHistory(model: Model): Promise<void> {
  const all = await store.readAll({ includeSystem: true }, { limit: 1000 });
  expect(all.map(({ eventId }) => eventId)).toEqual(model.log.map(({ event }) => event.eventId));
  for (const streamId of STREAMS) {
    const events = model.stream(streamId);
    expect(await store.streamVersion(streamId)).toBe(events.length);
    const forwards = await store.readStream(streamId);
    expect(forwards.map(comparable)).toEqual(
      events.map(({ event, version }) => expectedEvent(event, streamId, version)),
    );
    const backwards = await store.readStream(streamId, { direction: "backwards", from: 2, to: 5, limit: 3 });
    expect(backwards).toEqual(forwards.slice(1, 5).toReversed().slice(0, 3));
  }
}

function comparable(stored: Awaited<ReturnType<EventStore["readStream"]>>[number]): object {
  const { position: _position, recordedAt: _recordedAt, ...rest } = stored;
  return rest;
}

function expectedEvent(event: ModelEvent["event"], streamId: string, version: number): object {
  const dataText = JSON.stringify(event.data);
  return {
    ...{ streamId, version, eventId: event.eventId, type: event.type, schemaVersion: event.schemaVersion ?? 1 },
    ...{ data: JSON.parse(dataText), dataText, metadata: event.metadata ?? {}, occurredAt: event.occurredAt },
  };
}

function passes({ streamId, event }: ModelEvent, asked: AllFilter): boolean {
  const occurredAt = event.occurredAt ?? new Date();
  const system = asked.includeSystem ?? asked.category === "$audit";
  return [
    asked.category === undefined || streamId.split("-")[0] === asked.category,
    asked.streamContains === undefined || streamId.toLowerCase().includes(asked.streamContains.toLowerCase()),
    asked.types === undefined || asked.types.includes(event.type),
    asked.occurredFrom === undefined || occurredAt >= asked.occurredFrom,
    asked.occurredBefore === undefined || occurredAt < asked.occurredBefore,
    asked.correlationId === undefined || event.metadata?.correlationId === asked.correlationId,
    system || !streamId.startsWith("$"),
  ].every(Boolean);
}

async function readPages(asked: AllFilter, limit: number, direction: "forwards" | "backwards"): Promise<string[]> {
  const ids: string[] = [];
  for (let after: bigint | undefined; ; ) {
    const page = await store.readAll(asked, { direction, limit, ...(after !== undefined && { after }) });
    ids.push(...page.map(({ eventId }) => eventId));
    after = page.at(-1)?.position;
    if (page.length < limit) return ids;
  }
}
