import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { ZodError } from "zod";
import { FindingsQuery, JobsQuery } from "@/lib/api/job-requests";
import { pool } from "@/lib/db/pool";
import { registerProjections, runWorker } from "@/lib/engine";
import { readJob } from "@/lib/queries/jobs/job";
import { listFindings } from "@/lib/queries/jobs/job-findings";
import { listJobs } from "@/lib/queries/jobs/jobs";
import { listVerifications } from "@/lib/queries/upcasters/verifications";
import { chain, projections, store, upcasters } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { auditStream } from "./audit";
import { cancelJob, jobCancelledMessage } from "./cancel-job";
import { jobPausedMessage, pauseJob } from "./pause-job";
import { requestVerification, verificationRequestedMessage } from "./request-verification";
import { jobResumedMessage, resumeJob } from "./resume-job";
import { saveUpcasterDraft } from "./save-upcaster-draft";

let database: TestDatabase;
let upcaster = "";
const NONE = "00000000-0000-4000-8000-000000000000";
const operator = <Result>(work: () => Result) => asRole("operator", work);
const viewer = <Result>(work: () => Result) => asRole("viewer", work);
const lastAudited = async () => (await store.readStream(auditStream(new Date()))).at(-1);
const audited = () => store.streamVersion(auditStream(new Date()));
const draft = (operations: object[]) => ({
  ...{ title: "Cents", type: "Tolled", fromVersion: 1, toType: "Tolled", toVersion: 2 },
  operations,
});
const cents = [{ op: "compute", path: "cents", expression: "data.amount * 100.0" }];

beforeAll(async () => {
  database = await useAppDatabase();
  await registerProjections(pool, await projections(), await chain());
  for (let stream = 1; stream <= 5; stream += 1) {
    const data = stream === 3 ? { amount: "none" } : { amount: stream };
    await store.append(`toll-${stream}`, 0, [
      { type: "Tolled", data },
      { type: "Tolled", data },
    ]);
  }
  upcaster = (await operator(() => saveUpcasterDraft({ draft: draft(cents) }))).id;
});
afterEach(async () => {
  await pool.query("delete from foldline.jobs");
});
afterAll(() => database.drop());

/** Lets a worker run what is queued. */
async function workOff(id: string): Promise<void> {
  const stop = new AbortController();
  const done = runWorker({ pool, projections: [], upcasters, signal: stop.signal });
  while (!["done", "failed"].includes((await viewer(() => readJob(id))).status)) await new Promise(setImmediate);
  stop.abort();
  await done;
}

test("a viewer can neither ask for a verification nor hold or end a job", async () => {
  const forbidden = { code: "forbidden" };
  const before = await audited();
  await expect(viewer(() => requestVerification({ id: upcaster }))).rejects.toMatchObject(forbidden);
  await expect(viewer(() => pauseJob({ id: NONE }))).rejects.toMatchObject(forbidden);
  await expect(viewer(() => resumeJob({ id: NONE }))).rejects.toMatchObject(forbidden);
  await expect(viewer(() => cancelJob({ id: NONE }))).rejects.toMatchObject(forbidden);
  expect(await audited()).toBe(before);
});

test("what does not exist is said to be so", async () => {
  const missing = { code: "not-found" };
  for (const operation of [requestVerification, pauseJob, resumeJob, cancelJob]) {
    await expect(operator(() => operation({ id: NONE }))).rejects.toMatchObject(missing);
  }
  await expect(viewer(() => readJob(NONE))).rejects.toMatchObject(missing);
  await expect(viewer(() => listVerifications(NONE))).rejects.toMatchObject(missing);
  await expect(viewer(() => listFindings(NONE, FindingsQuery.parse({ kind: "failed" })))).rejects.toMatchObject(
    missing,
  );
});

test("a verification is asked for once at a time, is in the audit, and what it finds can be paged by reason", async () => {
  const asked = await operator(() => requestVerification({ id: upcaster }));
  expect(verificationRequestedMessage(asked)).toBe('"Cents" is verified over every event that it matches.');
  expect(await lastAudited()).toMatchObject({
    type: "UpcasterVerificationRequested",
    data: { job: asked.id, upcaster, title: "Cents" },
    metadata: { actorName: "Test operator" },
  });
  const again = operator(() => requestVerification({ id: upcaster }));
  await expect(again).rejects.toMatchObject({ code: "conflict", details: { job: asked.id, status: "queued" } });

  await workOff(asked.id);
  const job = await viewer(() => readJob(asked.id));
  expect(job).toMatchObject({ kind: "verify-upcaster", status: "done", result: { converted: 8, failed: 2 } });
  const [reason] = job.result?.reasons ?? [];
  expect(reason).toMatchObject({ kind: "failed", events: 2, operation: 0, first: { streamId: "toll-3", version: 1 } });
  const query = { kind: "failed", reason: reason?.reason, limit: 1 };
  const first = await viewer(() => listFindings(asked.id, FindingsQuery.parse(query)));
  expect(first.findings).toMatchObject([{ streamId: "toll-3", version: 1, operation: 0 }]);
  const rest = await viewer(() => listFindings(asked.id, FindingsQuery.parse({ ...query, after: first.next })));
  expect(rest).toMatchObject({ findings: [{ streamId: "toll-3", version: 2 }], next: null });
  expect((await viewer(() => listFindings(asked.id, FindingsQuery.parse({ kind: "misfit" })))).findings).toEqual([]);
  expect(() => FindingsQuery.parse({ ...query, operation: "32768" })).toThrow(ZodError);
  expect((await viewer(() => listJobs(JobsQuery.parse({ subject: upcaster })))).jobs).toMatchObject([{ id: asked.id }]);
});

test("the list of verifications says which hold, and how many events came since", async () => {
  const asked = await operator(() => requestVerification({ id: upcaster }));
  await workOff(asked.id);
  expect(await viewer(() => listVerifications(upcaster))).toMatchObject({
    verifications: [{ id: asked.id, clean: false, outdated: null }],
    eventsSince: null,
  });
  const operations = [{ op: "rename", from: "amount", to: "sum" }];
  await operator(() => saveUpcasterDraft({ id: upcaster, draft: draft(operations) }));
  const clean = await operator(() => requestVerification({ id: upcaster }));
  await workOff(clean.id);
  await store.append("toll-9", 0, [{ type: "Tolled", data: { amount: 1 } }]);
  const listed = await viewer(() => listVerifications(upcaster));
  expect(listed).toMatchObject({
    verifications: [
      { id: clean.id, clean: true, outdated: null },
      { id: asked.id, clean: false, outdated: "The draft was changed since." },
    ],
    eventsSince: 1,
  });
});

test("a sample is said to be one; what is no draft, or cannot be read, is not verified", async () => {
  const asked = await operator(() => requestVerification({ id: upcaster, sample: 4 }));
  expect(verificationRequestedMessage(asked)).toBe('"Cents" is tried on a sample of 4 events.');
  await expect(operator(() => requestVerification({ id: upcaster, sample: 0 }))).rejects.toBeInstanceOf(ZodError);
  const broken = draft([{ op: "compute", path: "cents", expression: "data.amount *" }]);
  const { id } = await operator(() => saveUpcasterDraft({ draft: broken }));
  await expect(operator(() => requestVerification({ id }))).rejects.toMatchObject({ code: "invalid" });
  await pool.query("update foldline.upcasters set state = 'retired' where id = $1", [id]);
  await expect(operator(() => requestVerification({ id }))).rejects.toMatchObject({
    code: "conflict",
    details: { state: "retired" },
  });
});

test("pausing, resuming and cancelling say what they changed, and are in the audit once", async () => {
  const { id } = await operator(() => requestVerification({ id: upcaster }));
  const pause = () => operator(() => pauseJob({ id, reason: "the disk is busy" }));
  expect(jobPausedMessage(await pause())).toBe("The verification is held after the batch it is at.");
  expect(await lastAudited()).toMatchObject({
    type: "JobPaused",
    data: { job: id, kind: "verify-upcaster", subject: upcaster },
    metadata: { reason: "the disk is busy" },
  });
  const once = await audited();
  expect(jobPausedMessage(await pause())).toContain("nothing changed");
  expect(await audited()).toBe(once);
  expect(await viewer(() => readJob(id))).toMatchObject({
    paused: { by: "Test operator", reason: "the disk is busy" },
  });
  expect(jobResumedMessage(await operator(() => resumeJob({ id })))).toBe("The verification goes on.");
  expect(await lastAudited()).toMatchObject({ type: "JobResumed", data: { job: id } });
  expect(jobResumedMessage(await operator(() => resumeJob({ id })))).toContain("nothing changed");
  const cancelled = await operator(() => cancelJob({ id, reason: "asked by mistake" }));
  expect(jobCancelledMessage(cancelled)).toBe("The verification is cancelled; it had tried 0 events.");
  expect(await lastAudited()).toMatchObject({ type: "JobCancelled", metadata: { reason: "asked by mistake" } });
  const over = { code: "conflict", details: { status: "cancelled" } };
  await expect(pause()).rejects.toMatchObject(over);
  await expect(operator(() => resumeJob({ id }))).rejects.toMatchObject(over);
  await expect(operator(() => cancelJob({ id }))).rejects.toMatchObject(over);
});
