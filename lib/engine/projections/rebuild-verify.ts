import { inTransactionOf } from "../store/transaction";
import { onOwnConnection } from "./own-connection";
import type { RebuildRun } from "./rebuild-run";
import { storeVerification } from "./store-verification";
import { verifyReadModel } from "./verify-read-model";

/** Compares what was built with what consumers see, and stores what differs. */
export async function verify({ context, job, stop }: RebuildRun): Promise<void> {
  const { pool, projection, chain } = context;
  await onOwnConnection(pool, async (client) => {
    const request = { projection, chain, version: job.version, signal: stop.signal };
    const verification = await verifyReadModel(pool, client, request);
    await inTransactionOf(client, () => storeVerification(client, job, verification));
  });
}
