import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { UpcasterChain } from "../evolution/chain";
import { inTransaction } from "../store/transaction";
import { drainPartitions, fencePartitions } from "./drain";
import { PromotionFailedError } from "./errors";
import { drainTarget, gatePatienceMs, takeInlineGate } from "./inline-gate";
import { setInline } from "./inline-state";
import type { Projection } from "./projection";
import { swapView } from "./read-model-view";

/** Another read-model version is what consumers see now. */
export interface Promotion {
  readonly version: number;
  /** What consumers saw before; kept until the next promotion. */
  readonly previousVersion: number | null;
  readonly attempts: number;
}

/** A read-model version, its row locked. */
export interface LockedVersion {
  readonly version: number;
  readonly tableName: string;
  readonly state: string;
  readonly definitionVersion: number;
}

export interface MakeLiveRequest {
  readonly projection: Projection;
  readonly chain: UpcasterChain;
  /** How long to try while readers hold the view; 30 s when left out. */
  readonly patienceMs?: number;
  /** Runs at the end of the same transaction: what it writes is there if consumers see the version. */
  readonly alongside?: (client: pg.PoolClient, previousVersion: number | null) => Promise<void>;
  /** Says which version it is to be, or throws. */
  readonly choose: (client: pg.PoolClient, versions: readonly LockedVersion[]) => Promise<Choice>;
}

export interface Choice {
  readonly version: LockedVersion;
  /** Consumers are to see it as it is, however far it got. */
  readonly frozen: boolean;
}

// lock_not_available, deadlock_detected, serialization_failure
const LOCKED = ["55P03", "40P01", "40001"];

/**
 * Makes another read-model version the one that consumers see, in one transaction: the leases of both versions are
 * fenced, the new one is brought up to the watermark, the view is swapped. While somebody holds a lock that it needs, it
 * gives up after 100 ms (a little longer each time at the gate of an inline projection), so that nobody queues behind it,
 * and tries again.
 */
export async function makeLive(pool: pg.Pool, request: MakeLiveRequest): Promise<Promotion> {
  const { projection, patienceMs = 30_000 } = request;
  const deadline = Date.now() + patienceMs;
  for (let attempts = 1; ; attempts++) {
    const gateMs = gatePatienceMs(projection.mode === "inline" ? attempts - 1 : 0);
    try {
      const made = await inTransaction(pool, (client) => makeLiveOnce(client, request, gateMs));
      return { ...made, attempts };
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
      await sleep(gateMs + Math.random() * gateMs);
    }
  }
}

const VERSIONS = `
select version, table_name as "tableName", state, definition_version as "definitionVersion" from foldline.read_models
 where projection = $1 and state in ('ready', 'live', 'retired') and table_name is not null order by version for update`;

async function makeLiveOnce(
  client: pg.PoolClient,
  request: MakeLiveRequest,
  gateMs: number,
): Promise<Omit<Promotion, "attempts">> {
  const { projection, chain } = request;
  await client.query("set local lock_timeout = '100ms'");
  await takeInlineGate(client, projection, gateMs);
  const { rows } = await client.query<LockedVersion>(VERSIONS, [projection.name]);
  const { version: next, frozen } = await request.choose(client, rows);
  const { version, tableName } = next;
  const serving = rows.find(({ state }) => state === "live") ?? null;
  await fencePartitions(client, projection.name, serving === null ? [version] : [version, serving.version]);
  // Consumers must not see an older state than before, unless they are to.
  const upTo = await drainTarget(client, projection);
  if (!frozen && !(await drainPartitions(client, { projection, chain, version, tableName, upTo }))) {
    throw new PromotionFailedError(projection.name, `version ${version} is too far behind; let it catch up first.`);
  }
  await changeStates(client, projection.name, version);
  await setInline(client, projection, version);
  await swapView(client, projection, tableName);
  const previousVersion = serving?.version ?? null;
  await request.alongside?.(client, previousVersion);
  return { version, previousVersion };
}

// One retired version is kept at a time. The table of another goes with the next clean-up.
const DROP_OTHERS = `
with dropped as (
  update foldline.read_models set state = 'dropped'
   where projection = $1 and state = 'retired' and version <> $2 returning projection, version),
settled as (
  delete from foldline.dead_letters l using dropped d where l.projection = d.projection and l.version = d.version)
delete from foldline.partitions p using dropped d where p.projection = d.projection and p.version = d.version`;

async function changeStates(client: pg.PoolClient, projection: string, version: number): Promise<void> {
  await client.query(DROP_OTHERS, [projection, version]);
  await client.query(
    `update foldline.read_models set state = 'retired', retired_at = clock_timestamp()
      where projection = $1 and state = 'live'`,
    [projection],
  );
  await client.query(
    `update foldline.read_models set state = 'live', promoted_at = clock_timestamp(), retired_at = null
      where projection = $1 and version = $2`,
    [projection, version],
  );
  await client.query("update foldline.projections set serving_version = $2 where name = $1", [projection, version]);
  await client.query(
    `update foldline.rebuilds set status = 'promoted', error = null
      where projection = $1 and version = $2 and status = 'ready'`,
    [projection, version],
  );
}

function sqlState(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
