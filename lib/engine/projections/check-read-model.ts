import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { Queryable } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import { beginAlignedSnapshot } from "./aligned-snapshot";
import { KEPT_DIFFERENCES } from "./compare-rows";
import { compareTables, type TableComparison } from "./compare-tables";
import { onOwnConnection } from "./own-connection";
import type { Projection } from "./projection";
import { createTable } from "./read-model-table";
import { replay, TooManyRowsError } from "./replay";
import { unhindered } from "./replay-control";
import { replayParking } from "./replay-parking";

/** What a fold from scratch says about the read model that consumers see. */
export interface ReadModelCheck {
  readonly projection: string;
  /** The read-model version that was looked at. */
  readonly version: number;
  /** Both hold every event up to here. */
  readonly position: bigint;
  readonly eventsRead: number;
  /** `live`: the rows that consumers see; `new`: those of the fold from scratch. */
  readonly rows: TableComparison["rows"];
  /** Keys of rows that differ; the first few. */
  readonly examples: readonly string[];
  /** Dead letters that an operator skipped or edited: their rows rightly differ from what the stored events make. */
  readonly decidedByOperators: number;
  readonly intact: boolean;
}

interface LiveVersion {
  readonly version: number;
  readonly tableName: string;
  readonly definitionVersion: number;
  readonly inline: boolean;
  readonly paused: boolean;
}

const LIVE = `
select r.version, r.table_name as "tableName", r.definition_version as "definitionVersion",
       r.inline_since is not null as inline, p.paused_at is not null as paused
  from foldline.read_models r join foldline.projections p on p.name = r.projection
 where r.projection = $1 and r.state = 'live' and r.table_name is not null`;

// Behind an inline projection nothing waits: what the snapshot shows of the events, it shows of the rows.
const LAST_POSITION = "select coalesce(max(position), 0)::text as position from foldline.events";

const DECIDED = `
select count(*)::int as decided from foldline.dead_letters
 where projection = $1 and version = $2 and resolved_by is not null`;

const MAX_PASSES = 1024;

/**
 * Folds all events from scratch into a table that nobody else sees, and compares it with the rows that consumers see, in
 * one snapshot that is then rolled back. `null`: it has no live read model that this definition built, or writes its
 * table by itself.
 */
export async function checkReadModel(
  pool: pg.Pool,
  request: { readonly projection: Projection; readonly chain: UpcasterChain; readonly signal: AbortSignal },
): Promise<ReadModelCheck | null> {
  const { projection } = request;
  if (projection.kind !== "fold") return null;
  const { rows } = await pool.query<LiveVersion>(LIVE, [projection.name]);
  const [live] = rows;
  if (live === undefined || live.definitionVersion !== projection.version) return null;
  for (let passes = 1; ; passes *= 2) {
    try {
      return await onOwnConnection(pool, (client) => checkOnce(pool, client, { ...request, live, passes }));
    } catch (error) {
      if (!(error instanceof TooManyRowsError) || passes >= MAX_PASSES) throw error;
    }
  }
}

interface CheckRun {
  readonly projection: Projection;
  readonly chain: UpcasterChain;
  readonly signal: AbortSignal;
  readonly live: LiveVersion;
  readonly passes: number;
}

async function checkOnce(pool: pg.Pool, client: pg.PoolClient, run: CheckRun): Promise<ReadModelCheck> {
  const { projection, chain, signal, live, passes } = run;
  const upTo = await beginSnapshot(pool, client, run);
  const tableName = `check_${randomUUID().slice(0, 8)}`;
  await createTable(client, projection, tableName);
  const count = { eventsRead: 0, rowsWritten: 0 };
  const parking = replayParking(projection, "verify");
  const filling = { projection, chain, tableName, upTo, passes, count, parking, control: unhindered, signal };
  await replay(client, filling);
  const { rows } = await compareTables(client, live.tableName, tableName);
  const differs = rows.changed + rows.added + rows.missing > 0;
  const examples = differs ? await firstKeys(client) : [];
  const decided = await client.query<{ decided: number }>(DECIDED, [projection.name, live.version]);
  await client.query("rollback");
  return {
    projection: projection.name,
    version: live.version,
    position: upTo,
    eventsRead: count.eventsRead,
    rows,
    examples,
    decidedByOperators: decided.rows[0]?.decided ?? 0,
    intact: !differs,
  };
}

/** Leaves a transaction open in which the read model holds exactly the events up to the position it returns. */
async function beginSnapshot(
  pool: pg.Pool,
  client: pg.PoolClient,
  { projection, chain, signal, live }: CheckRun,
): Promise<bigint> {
  if (live.inline) {
    await client.query("begin isolation level repeatable read");
    const { rows } = await client.query<{ position: string }>(LAST_POSITION);
    return BigInt(rows[0]?.position ?? 0);
  }
  const next = { version: live.version, tableName: live.tableName, fed: !live.paused, inline: false };
  return (await beginAlignedSnapshot(pool, client, { projection, chain, next, live: null, signal })).next;
}

async function firstKeys(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ key: string }>(`select key from ${KEPT_DIFFERENCES} order by kind, key limit 5`);
  return rows.map(({ key }) => key);
}
