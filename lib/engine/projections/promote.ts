import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { UpcasterChain } from "../evolution/chain";
import { inTransaction } from "../store/transaction";
import { drainPartitions, fencePartitions } from "./drain";
import { PromotionFailedError } from "./errors";
import { drainTarget, takeInlineGate } from "./inline-gate";
import { setInline } from "./inline-state";
import type { Projection } from "./projection";
import { swapView } from "./read-model-view";

export interface PromotionRequest {
  readonly projection: Projection;
  readonly chain: UpcasterChain;
  /** The read-model version to make the one consumers see; it must be ready. */
  readonly version: number;
  /** How long to try while readers hold the view; 30 s when left out. */
  readonly patienceMs?: number;
  /** Runs at the end of the promotion's own transaction: what it writes is there if consumers see the version. */
  readonly alongside?: (client: pg.PoolClient, previousVersion: number | null) => Promise<void>;
}

export interface Promotion {
  readonly version: number;
  /** What consumers saw before; kept until the next promotion. */
  readonly previousVersion: number | null;
  readonly attempts: number;
}

// lock_not_available, deadlock_detected, serialization_failure
const LOCKED = ["55P03", "40P01", "40001"];

/**
 * Makes a ready read model the one that consumers see, in one transaction: the leases of both versions are fenced, the
 * new one is brought up to the watermark, the view is swapped. While somebody holds a lock that it needs, it gives up
 * after 100 ms, so that nobody queues behind it, and tries again.
 */
export async function promote(pool: pg.Pool, request: PromotionRequest): Promise<Promotion> {
  const { projection, patienceMs = 30_000 } = request;
  const deadline = Date.now() + patienceMs;
  for (let attempts = 1; ; attempts++) {
    try {
      const previousVersion = await inTransaction(pool, (client) => promoteOnce(client, request));
      return { version: request.version, previousVersion, attempts };
    } catch (error) {
      const code = sqlState(error);
      if (code === "2BP01") {
        const problem = `other views depend on read_models.${projection.viewName}, and its columns change. Drop them first.`;
        throw new PromotionFailedError(projection.name, problem, { cause: error });
      }
      if (code === undefined || !LOCKED.includes(code)) throw error;
      if (Date.now() > deadline) {
        const problem = `somebody held the view or its rows for ${Math.round(patienceMs / 1000)} s. Try again.`;
        throw new PromotionFailedError(projection.name, problem, { cause: error });
      }
      await sleep(50 + Math.random() * 150);
    }
  }
}

interface ReadModelRow {
  readonly version: number;
  readonly table_name: string;
  readonly state: string;
  readonly definition_version: number;
}

async function promoteOnce(client: pg.PoolClient, request: PromotionRequest): Promise<number | null> {
  const { projection, version } = request;
  await client.query("set local lock_timeout = '100ms'");
  await takeInlineGate(client, projection);
  const { rows } = await client.query<ReadModelRow>(
    `select version, table_name, state, definition_version from foldline.read_models
      where projection = $1 and (version = $2 or state = 'live') order by version for update`,
    [projection.name, version],
  );
  const next = rows.find((row) => row.version === version);
  const serving = rows.find((row) => row.state === "live") ?? null;
  if (next?.state !== "ready") {
    throw new PromotionFailedError(projection.name, `version ${version} is ${next?.state ?? "unknown"}, not ready.`);
  }
  // Draining folds by the definition at hand: its rows would be of another meaning, or of other columns.
  if (next.definition_version !== projection.version) {
    const built = `version ${version} was built by version ${next.definition_version} of the definition`;
    throw new PromotionFailedError(projection.name, `${built}, and the code holds ${projection.version}; rebuild it.`);
  }
  await fencePartitions(client, projection.name, serving === null ? [version] : [version, serving.version]);
  // Consumers must not see an older state than before.
  const upTo = await drainTarget(client, projection);
  if (!(await drainPartitions(client, { ...request, tableName: next.table_name, upTo }))) {
    throw new PromotionFailedError(projection.name, `version ${version} is too far behind; let it catch up first.`);
  }
  await client.query(
    `update foldline.read_models set state = 'retired', retired_at = clock_timestamp()
      where projection = $1 and state = 'live'`,
    [projection.name],
  );
  await client.query(
    `update foldline.read_models set state = 'live', promoted_at = clock_timestamp()
      where projection = $1 and version = $2`,
    [projection.name, version],
  );
  await client.query("update foldline.projections set serving_version = $2 where name = $1", [
    projection.name,
    version,
  ]);
  await client.query(
    `update foldline.rebuilds set status = 'promoted', error = null
      where projection = $1 and version = $2 and status = 'ready'`,
    [projection.name, version],
  );
  await setInline(client, projection, version);
  await swapView(client, projection, next.table_name);
  const previousVersion = serving?.version ?? null;
  await request.alongside?.(client, previousVersion);
  return previousVersion;
}

function sqlState(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
