import { afterAll, beforeAll, expect, test } from "vitest";
import { ZodError } from "zod";
import { BisectionQuery } from "@/lib/api/bisections";
import { FindingsQuery, JobsQuery } from "@/lib/api/job-requests";
import { pool } from "@/lib/db/pool";
import { runWorker } from "@/lib/engine";
import { preflightBisection } from "@/lib/queries/jobs/bisection-preflight";
import { readJob } from "@/lib/queries/jobs/job";
import { listFindings } from "@/lib/queries/jobs/job-findings";
import { listJobs } from "@/lib/queries/jobs/jobs";
import { reducersOf } from "@/lib/queries/reducers/reducers";
import { listStateNames } from "@/lib/queries/streams/state-names";
import { store, upcasters } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { auditStream } from "./audit";
import { cancelJob, jobCancelledMessage } from "./cancel-job";
import { publishReducer } from "./publish-reducer";
import { bisectionRequestedMessage, requestBisection } from "./request-bisection";

let database: TestDatabase;
const operator = <Result>(work: () => Result) => asRole("operator", work);
const viewer = <Result>(work: () => Result) => asRole("viewer", work);
const preflight = (category: string, condition: string, reducer?: string) =>
  viewer(() => preflightBisection(BisectionQuery.parse({ category, condition, reducer })));
const question = { category: "fine", condition: "state.paid > 40.0" };

beforeAll(async () => {
  database = await useAppDatabase();
  for (let index = 1; index <= 4; index += 1) {
    const paid = index % 2 === 0 ? 50 : 20;
    await store.append(`fine-${index}`, 0, [
      { type: "Create Fine", data: { amount: 30 } },
      { type: "Payment", data: { totalPaymentAmount: paid } },
    ]);
  }
});
afterAll(() => database.drop());

async function workOff(id: string) {
  const stop = new AbortController();
  const done = runWorker({ pool, projections: [], upcasters, reducers: reducersOf, signal: stop.signal });
  while ((await viewer(() => readJob(id))).finishedAt === null) await new Promise(setImmediate);
  stop.abort();
  await done;
  return viewer(() => readJob(id));
}

test("a viewer asks nothing, and what is no condition is refused with its place", async () => {
  await expect(viewer(() => requestBisection(question))).rejects.toMatchObject({ code: "forbidden" });
  expect(await store.streamVersion(auditStream(new Date()))).toBe(0);
  const refused = operator(() => requestBisection({ ...question, condition: "state.outstanding <" }));
  await expect(refused).rejects.toMatchObject({ code: "invalid" });
  await expect(operator(() => requestBisection({ ...question, condition: " " }))).rejects.toBeInstanceOf(ZodError);
  await expect(operator(() => requestBisection({ ...question, category: "none" }))).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(operator(() => requestBisection({ ...question, reducer: "none" }))).rejects.toMatchObject({
    code: "not-found",
    message: expect.stringContaining('it has "fine"'),
  });
});

test("says beforehand how much it reads, what the condition comes to in some streams, and what it can name", async () => {
  expect(await preflight(question.category, question.condition)).toMatchObject({
    ...{ streams: 4, events: 8, seconds: null, problem: null, active: null, liveWorkers: 0 },
    reducer: { name: "fine", inferred: false },
    tried: { streams: 4, found: 2, undecided: 0 },
  });
  const broken = await preflight("fine", "state.outstanding <");
  expect(broken).toMatchObject({ problem: { message: expect.any(String), from: expect.any(Number) } });
  expect((await preflight("fine", "state.outstandin < 0.0")).tried).toMatchObject({
    undecided: 4,
    first: expect.stringContaining("outstandin"),
  });
  await expect(preflight("none", "true")).rejects.toMatchObject({ code: "not-found" });
  const { names, streams } = await viewer(() => listStateNames({ category: "fine", reducer: undefined }));
  expect(streams).toBe(4);
  expect(names).toContainEqual({ name: "state.outstanding", kind: "number", presence: 1 });
});

test("asks once at a time, with a row in the audit, and lists the streams with the states around the event", async () => {
  const asked = await operator(() => requestBisection(question));
  expect(bisectionRequestedMessage(asked)).toBe("A worker looks through every stream of fine.");
  expect((await store.readStream(auditStream(new Date()))).at(-1)).toMatchObject({
    type: "CategoryBisectionRequested",
    data: { job: asked.id, ...question, reducer: "fine", after: null },
    metadata: { actorName: "Test operator" },
  });
  const again = operator(() => requestBisection(question));
  await expect(again).rejects.toMatchObject({ code: "conflict", details: { job: asked.id } });
  expect((await preflight(question.category, question.condition)).active).toBe(asked.id);

  const job = await workOff(asked.id);
  expect(job).toMatchObject({
    kind: "bisect-category",
    status: "done",
    result: { streams: 4, found: 2, undecided: 0 },
  });
  const { findings } = await viewer(() => listFindings(asked.id, FindingsQuery.parse({ kind: "holds" })));
  expect(findings).toMatchObject([
    { streamId: "fine-2", version: 2, reason: "Payment" },
    { streamId: "fine-4", version: 2, reason: "Payment" },
  ]);
  expect(JSON.parse(findings[0]?.message ?? "")).toMatchObject({ paid: 0 });
  expect(JSON.parse(findings[0]?.value ?? "")).toMatchObject({ paid: 50 });
  const list = await viewer(() => listJobs(JobsQuery.parse({ kind: "bisect-category" })));
  expect(list.jobs).toMatchObject([{ id: asked.id }]);
});

test("asked again, reads only what was appended since; not while the answer is not whole", async () => {
  const earlier = (await viewer(() => listJobs(JobsQuery.parse({ kind: "bisect-category" })))).jobs[0];
  await store.append("fine-1", 2, [{ type: "Payment", data: { totalPaymentAmount: 100 } }]);
  const { id } = await operator(() => requestBisection({ again: earlier?.id }));
  expect(await workOff(id)).toMatchObject({ eventsDone: 3, result: { streams: 1, found: 1 } });

  const held = await operator(() => requestBisection({ again: id }));
  const refused = operator(() => requestBisection({ again: held.id }));
  await expect(refused).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("not whole") });
  const cancelled = await operator(() => cancelJob({ id: held.id }));
  expect(jobCancelledMessage(cancelled)).toBe(
    "The search of fine is cancelled; the 0 streams found so far stay listed.",
  );
});

test("is not asked again for what came since by another reducer than the answer's", async () => {
  await store.append("mug-1", 0, [{ type: "Filled", data: { ml: 300 } }]);
  const set = (path: string) => ({ op: "set" as const, path, expression: "data.ml" });
  const publish = (path: string, isNew = false) =>
    operator(() =>
      publishReducer({
        ...{ name: "contents", isNew, updatedAt: null },
        definition: { name: "contents", category: "mug", on: [{ type: "Filled", changes: [set(path)] }] },
      }),
    );
  await publish("ml", true);
  const { id } = await operator(() => requestBisection({ category: "mug", condition: "true" }));
  expect(await workOff(id)).toMatchObject({ status: "done", params: { reducer: { version: 1 } }, outdated: null });

  await publish("millilitres");
  const words = "The reducer or the upcasters have changed since; ask the whole question.";
  await expect(operator(() => requestBisection({ again: id }))).rejects.toMatchObject({
    ...{ code: "conflict", message: words },
  });
  expect(await viewer(() => readJob(id))).toMatchObject({ outdated: words });
});
