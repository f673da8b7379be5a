import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openCluster, removeCluster } from "../db/embedded/cluster";
import { runningPostmaster, stopPostmaster } from "../db/embedded/postmaster";
import { serverUrl, startServer } from "../db/embedded/server";
import { migrate } from "../db/migrate";
import { administer, TEST_SERVER_PREFIX } from "./server";

/** A Postgres of the test's own, on its own disk files, that keeps what it has committed through a crash. */
export interface CrashingServer {
  /** Of a migrated, empty database; the same after a crash. */
  readonly url: string;
  /** What `pg_ctl stop -m immediate` and `pg_ctl start` do: no connection is ended in order, and the log is replayed. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

const silent = { say: () => undefined };

/** Makes a cluster in a temporary directory and starts it. */
export async function startCrashingServer(): Promise<CrashingServer> {
  const home = mkdtempSync(join(realpathSync(tmpdir()), `${TEST_SERVER_PREFIX}${process.pid}-`));
  const cluster = await openCluster(home, silent);
  const { port } = await startServer(cluster, silent);
  await administer(serverUrl(cluster, port, "postgres"), "create database chaos");
  const url = serverUrl(cluster, port, "chaos");
  await migrate(url);
  return {
    url,
    async crash() {
      const { dataDirectory } = cluster;
      const postmaster = runningPostmaster(dataDirectory);
      if (postmaster !== undefined) process.kill(postmaster.pid, "SIGQUIT");
      while (runningPostmaster(dataDirectory) !== undefined) await sleep(10);
      await startServer(cluster, { ...silent, port });
    },
    async stop() {
      await stopPostmaster(cluster.dataDirectory);
      removeCluster(home);
    },
  };
}
