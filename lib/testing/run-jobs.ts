import { randomUUID } from "node:crypto";
import { pool } from "../db/pool";
import { loadChain } from "../engine";
import { claimJob } from "../engine/jobs/claim-job";
import { runJob } from "../engine/jobs/run-job";
import { verifyUpcaster } from "../engine/jobs/verify-upcaster";
import { upcasters } from "../store";

/** Does what a worker would: runs the verifications that wait, one after the other, to their end. */
export async function runVerifications(): Promise<void> {
  const context = {
    pool,
    upcasters,
    chain: () => loadChain(pool, upcasters),
    projections: () => [],
    reducers: async () => [],
    worker: { id: randomUUID(), name: "test" },
    signal: new AbortController().signal,
    batchSize: 1_000,
  };
  for (;;) {
    const job = await claimJob(pool, context.worker.id, [verifyUpcaster.kind]);
    if (job === null) return;
    await runJob(context, verifyUpcaster, job);
  }
}
