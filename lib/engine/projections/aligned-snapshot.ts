import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Queryable } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import { inTransaction } from "../store/transaction";
import { drainPartitions } from "./drain";
import { isTransient } from "./failure";
import { drainTarget, gatePatienceMs, takeInlineGate } from "./inline-gate";
import type { Projection } from "./projection";

/** A read-model version to be looked at. */
export interface AlignedVersion {
  readonly version: number;
  readonly tableName: string;
  /** Whether this code may bring it forward. */
  readonly fed: boolean;
  /** Appends write it themselves, so that its checkpoints stand still. */
  readonly inline: boolean;
}

export interface AlignmentRequest {
  readonly projection: Projection;
  readonly chain: UpcasterChain;
  readonly next: AlignedVersion;
  readonly live: AlignedVersion | null;
  readonly signal: AbortSignal;
}

/** Where two versions stand in a snapshot. */
export interface SnapshotPositions {
  readonly next: bigint;
  readonly live: bigint | null;
}

const MAX_TRIES = 40;
const PAUSE_MS = 25;
// Appends wait behind whoever wants the gate: they get their turns in between.
const GATE_PAUSE_MS = 500;
const LOCK_TIMEOUT = "set local lock_timeout = '200ms'";

/**
 * Begins a transaction on `client` whose snapshot shows both versions at one position, all their partitions. Should that
 * be impossible, because the live one cannot be brought there, it shows them where they stand.
 */
export async function beginAlignedSnapshot(
  pool: pg.Pool,
  client: pg.PoolClient,
  request: AlignmentRequest,
): Promise<SnapshotPositions> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    request.signal.throwIfAborted();
    // With luck, they stand together already, and nobody has to be kept waiting.
    const positions = await (tries === 0 && request.live?.inline !== true
      ? snapshotIfAligned(client, request)
      : align(pool, client, request, gatePatienceMs(tries)).catch(giveUpUnlessTransient));
    if (positions === "impossible") break;
    if (positions !== null) return positions;
    const pauseMs = request.live?.inline ? GATE_PAUSE_MS : PAUSE_MS;
    if (tries > 0) await sleep(pauseMs, undefined, { signal: request.signal });
  }
  await beginSnapshot(client);
  const { next, live } = await readPositions(client, request);
  return { next: next.least, live: live?.least ?? null };
}

function giveUpUnlessTransient(error: unknown): null | "impossible" {
  return isTransient(error) ? null : "impossible";
}

/** With the rows of both versions' partitions locked, nobody writes either table: drained, or seen in a snapshot. */
async function align(
  pool: pg.Pool,
  client: pg.PoolClient,
  request: AlignmentRequest,
  gateMs: number,
): Promise<SnapshotPositions | null> {
  const { projection, live } = request;
  return inTransaction(pool, async (holder) => {
    await holder.query(LOCK_TIMEOUT);
    if (live?.inline) {
      await takeInlineGate(holder, projection, gateMs);
      // Committed while the gate stays closed: no event that both follow can come between this and the snapshot.
      await inTransaction(pool, async (drainer) => {
        await drainer.query(LOCK_TIMEOUT);
        await drainLocked(drainer, request);
      });
      return snapshotIfAligned(client, request);
    }
    await lockPartitions(holder, request);
    if (isAligned(request, await readPositions(holder, request))) return snapshotIfAligned(client, request);
    await drainLocked(holder, request);
    return null;
  });
}

async function drainLocked(client: pg.PoolClient, request: AlignmentRequest): Promise<void> {
  const { projection, chain, next, live } = request;
  await lockPartitions(client, request);
  const upTo = await drainTarget(client, projection);
  for (const { version, tableName, fed, inline } of live === null ? [next] : [next, live]) {
    if (fed && !inline) await drainPartitions(client, { projection, chain, version, tableName, upTo });
  }
}

async function lockPartitions(db: Queryable, { projection, next, live }: AlignmentRequest): Promise<void> {
  await db.query(
    "select 1 from foldline.partitions where projection = $1 and version = any ($2) order by version, partition for update",
    [projection.name, live === null ? [next.version] : [next.version, live.version]],
  );
}

async function beginSnapshot(client: pg.PoolClient): Promise<void> {
  await client.query("begin isolation level repeatable read");
}

/** Leaves the transaction open if it shows what is wanted. */
async function snapshotIfAligned(client: pg.PoolClient, request: AlignmentRequest): Promise<SnapshotPositions | null> {
  await beginSnapshot(client);
  const positions = await readPositions(client, request);
  if (isAligned(request, positions)) return { next: positions.next.least, live: positions.live?.least ?? null };
  await client.query("rollback");
  return null;
}

interface Extent {
  readonly least: bigint;
  readonly most: bigint;
}

interface Extents {
  readonly next: Extent;
  readonly live: Extent | null;
}

async function readPositions(db: Queryable, { projection, next, live }: AlignmentRequest): Promise<Extents> {
  const { rows } = await db.query<{ version: number; least: string; most: string }>(
    `select version, min(checkpoint) as least, max(checkpoint) as most from foldline.partitions
      where projection = $1 and version = any ($2) group by version`,
    [projection.name, live === null ? [next.version] : [next.version, live.version]],
  );
  const extentOf = (version: number): Extent => {
    const row = rows.find((each) => each.version === version);
    if (row === undefined) throw new Error(`The partitions of ${projection.name} version ${version} are gone.`);
    return { least: BigInt(row.least), most: BigInt(row.most) };
  };
  const nextExtent = extentOf(next.version);
  // What appends write themselves stands wherever the other one was brought to behind the closed gate.
  return { next: nextExtent, live: live === null ? null : live.inline ? nextExtent : extentOf(live.version) };
}

function isAligned({ live: version }: AlignmentRequest, { next, live }: Extents): boolean {
  if (next.least !== next.most) return false;
  if (live === null || version?.fed === false) return true;
  return live.least === live.most && live.least === next.least;
}
