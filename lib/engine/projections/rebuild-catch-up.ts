import { setTimeout as sleep } from "node:timers/promises";
import { watermark } from "../store/watermark";
import { RebuildLostError } from "./rebuild-record";
import { enterPhase, type RebuildRun } from "./rebuild-run";
import { createPartitions } from "./register";

const POLL_MS = 20;
// Five seconds: who is further behind than that has not caught up.
const POLLS_PER_TARGET = 250;
const MAX_PARTITION_ATTEMPTS = 5;

/** From here on the runners feed the read model like any other, exactly once. */
export async function beginCatchUp(run: RebuildRun, target: bigint): Promise<void> {
  const { context, job } = run;
  await run.control.admit(run.count.eventsRead);
  await enterPhase(run, "catch-up", async (client) => {
    await createPartitions(client, context.projection, job.version, target);
    await client.query(
      "update foldline.read_models set state = 'catching-up' where projection = $1 and version = $2 and state = 'building'",
      [job.projection, job.version],
    );
  });
  context.onPartitionsCreated?.();
}

const BEHIND = `
select min(checkpoint) as checkpoint,
       (select error from foldline.partitions where projection = $1 and version = $2 and attempts >= $3 limit 1) as error
  from foldline.partitions where projection = $1 and version = $2`;

interface Behind {
  readonly checkpoint: string | null;
  readonly error: { readonly message: string } | null;
}

/** Waits until the runners have brought every partition to where the watermark was a moment ago. */
export async function catchUp({ context, job, stop, count, control }: RebuildRun): Promise<void> {
  const { pool, projection } = context;
  // An event that is going to be parked is no reason to give up.
  const tooMany = Math.max(MAX_PARTITION_ATTEMPTS, projection.onError.attempts + 1);
  for (;;) {
    const target = await watermark(pool);
    for (let turn = 0; turn < POLLS_PER_TARGET; turn++) {
      await control.admit(count.eventsRead);
      const { rows } = await pool.query<Behind>(BEHIND, [job.projection, job.version, tooMany]);
      const [behind] = rows;
      if (behind === undefined || behind.checkpoint === null) throw new RebuildLostError("The partitions are gone.");
      if (behind.error !== null) throw new Error(`While catching up: ${behind.error.message}`);
      if (BigInt(behind.checkpoint) >= target) return;
      await sleep(POLL_MS, undefined, { signal: stop.signal });
    }
  }
}
