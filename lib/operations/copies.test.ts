import { afterAll, beforeAll, expect, test } from "vitest";
import { ZodError } from "zod";
import { CopiedEventsQuery } from "@/lib/api/copies";
import { pool } from "@/lib/db/pool";
import { registerProjections, runWorker } from "@/lib/engine";
import { readJob } from "@/lib/queries/jobs/job";
import { listCopiedEvents } from "@/lib/queries/upcasters/copied-events";
import { listCategories } from "@/lib/queries/upcasters/copy-categories";
import { preflightCopy } from "@/lib/queries/upcasters/copy-preflight";
import { chain, projections, store, upcasters } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { auditStream } from "./audit";
import { cancelJob, jobCancelledMessage } from "./cancel-job";
import { copyRequestedMessage, requestCopy } from "./request-copy";

let database: TestDatabase;
const admin = <Result>(work: () => Result) => asRole("admin", work);
const viewer = <Result>(work: () => Result) => asRole("viewer", work);
const preflight = (from: string, to: string) => viewer(() => preflightCopy({ from, to }));

beforeAll(async () => {
  database = await useAppDatabase();
  await registerProjections(pool, await projections(), await chain());
  for (let index = 1; index <= 4; index += 1) {
    await store.append(`payment-${index}`, 0, [
      { type: "PaymentAuthorized", data: { amount: index, method: "card" } },
      { type: "PaymentCaptured", schemaVersion: 2, data: { amount: index * 100, currency: "EUR" } },
    ]);
  }
});
afterAll(() => database.drop());

test("only an admin copies a category, and says why", async () => {
  const request = { from: "payment", to: "paid", reason: "a trial" };
  for (const role of ["viewer", "operator"] as const) {
    await expect(asRole(role, () => requestCopy(request))).rejects.toMatchObject({ code: "forbidden" });
  }
  expect(await store.streamVersion(auditStream(new Date()))).toBe(0);
  await expect(admin(() => requestCopy({ ...request, reason: " " }))).rejects.toBeInstanceOf(ZodError);
});

test("says beforehand what would be read, converted and left out, and who would read the copies", async () => {
  expect((await viewer(listCategories)).categories).toEqual([{ category: "payment", streams: 4, events: 8 }]);
  const facts = await preflight("payment", "paid");
  expect(facts).toMatchObject({
    blockedBy: null,
    after: "0",
    events: 8,
    streams: 4,
    converted: 4,
    chainChanged: false,
  });
  expect(facts.types).toContainEqual({
    ...{ type: "PaymentAuthorized", schemaVersion: 1, events: 4 },
    readAs: [{ type: "PaymentAuthorized", schemaVersion: 2 }],
  });
  expect(facts.types).toContainEqual({
    ...{ type: "PaymentCaptured", schemaVersion: 2, events: 4 },
    readAs: [{ type: "PaymentCaptured", schemaVersion: 2 }],
  });
  expect(facts.tried).toEqual({ events: 8, dropped: 0, split: 0, failed: 0, firstFailure: null });
  expect(facts.readers).toContainEqual({ kind: "projection", name: "event-types", events: 8 });
  expect((await preflight("payment", "payment")).blockedBy).toBe("The copy needs a category of its own.");
  expect((await preflight("nothing", "paid")).blockedBy).toBe('There is no stream of the category "nothing".');
});

test("copies, and lists each copy with its original", async () => {
  const asked = await admin(() => requestCopy({ from: "payment", to: "paid", reason: "a trial" }));
  expect(copyRequestedMessage(asked)).toBe("payment is copied to paid.");
  expect((await store.readStream(auditStream(new Date()))).at(-1)).toMatchObject({
    type: "CategoryCopyRequested",
    data: { job: asked.id, from: "payment", to: "paid" },
    metadata: { reason: "a trial", actorName: "Test admin" },
  });
  const other = admin(() => requestCopy({ from: "payment", to: "paid", reason: "again" }));
  await expect(other).rejects.toMatchObject({ code: "conflict", details: { job: asked.id } });

  const stop = new AbortController();
  const done = runWorker({ pool, projections: [], upcasters, signal: stop.signal });
  while ((await viewer(() => readJob(asked.id))).status !== "done") await new Promise(setImmediate);
  stop.abort();
  await done;
  expect(await viewer(() => readJob(asked.id))).toMatchObject({ result: { copied: 8, streams: 4, dropped: 0 } });
  const first = await viewer(() => listCopiedEvents(asked.id, CopiedEventsQuery.parse({ limit: 5 })));
  expect(first.events).toHaveLength(5);
  expect(first.events[0]).toMatchObject({
    ...{ streamId: "paid-1", version: 1, type: "PaymentAuthorized", schemaVersion: 2 },
    original: { streamId: "payment-1", version: 1, type: "PaymentAuthorized", schemaVersion: 1 },
  });
  const rest = await viewer(() => listCopiedEvents(asked.id, CopiedEventsQuery.parse({ limit: 5, after: first.next })));
  expect(rest).toMatchObject({ events: { length: 3 }, next: null });
  expect(await preflight("payment", "paid")).toMatchObject({ events: 0, blockedBy: null });
});

test("a category that somebody else writes to is refused, in words", async () => {
  await store.append("taken-1", 0, [{ type: "Noted", data: {} }]);
  const refused = admin(() => requestCopy({ from: "payment", to: "taken", reason: "a trial" }));
  await expect(refused).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining('"taken-1"') });
  expect((await preflight("payment", "taken")).blockedBy).toContain('"taken-1"');
});

test("a copy that is cancelled says what stays", async () => {
  const { id } = await admin(() => requestCopy({ from: "payment", to: "elsewhere", reason: "a trial" }));
  const cancelled = await asRole("operator", () => cancelJob({ id }));
  expect(jobCancelledMessage(cancelled)).toBe(
    "The copy of payment to elsewhere is cancelled; 0 copies stay in elsewhere.",
  );
});
