import type pg from "pg";
import type { UpcasterChain } from "../evolution/chain";
import { inTransaction } from "../store/transaction";
import { drainPartitions, fencePartitions } from "./drain";
import { isTransient } from "./failure";
import { drainTarget, gatePatienceMs, takeInlineGate } from "./inline-gate";
import { endInline, setInline } from "./inline-state";
import type { Projection } from "./projection";

interface Candidate {
  readonly projection: string;
  readonly version: number;
  readonly inline: boolean;
}

/** Further behind than this, a read model is not about to have caught up. */
const NEAR = 5_000n;

// To be joined: live, fed to near the end, nothing in its way, and known for so long that processes whose code does not run
// it inline pass its gate by now. To be left: paused, or no longer meant to be inline.
const CANDIDATES = `
select m.projection, m.version, m.inline_since is not null as inline
  from foldline.read_models m
  join foldline.projections j on j.name = m.projection
  join unnest($1::text[], $2::int[]) as mine (name, version) on mine.name = j.name and mine.version = j.definition_version
 where m.state = 'live' and m.table_name is not null
   and case when m.inline_since is not null
            then j.paused_at is not null or j.definition ->> 'mode' is distinct from 'inline'
            else j.paused_at is null and j.definition ->> 'mode' = 'inline' and m.definition_version = mine.version
                 and j.registered_at < clock_timestamp() - interval '3 seconds'
                 and not exists (select from foldline.partitions p
                                  where p.projection = m.projection and p.version = m.version
                                    and (p.checkpoint < $3 or p.error is not null))
                 and not exists (select from foldline.dead_letters d
                                  where d.projection = m.projection and d.version = m.version and d.status = 'parked')
       end`;

/** At the gate, for one part of the time; away from it, for four: appends that wait for a long one get their turns. */
const PAUSE_PER_WAIT = 4;

/**
 * Lets inline projections that workers have filled join the appends, and takes those out of them that are paused or are
 * to run otherwise now, whenever it is called. One that an append holds for long is tried again later, and longer.
 */
export function inlineTender(
  pool: pg.Pool,
  known: () => readonly Projection[],
  chain: () => Promise<UpcasterChain>,
): (watermark: bigint) => Promise<void> {
  const failed = new Map<string, { readonly times: number; readonly againAt: number }>();
  return async (watermark) => {
    for (const { projection, inline } of await candidates(pool, known(), watermark)) {
      const { times, againAt } = failed.get(projection.name) ?? { times: 0, againAt: 0 };
      if (Date.now() < againAt) continue;
      const patienceMs = gatePatienceMs(times);
      try {
        if (inline) await leaveAppends(pool, projection, patienceMs);
        else await joinInline(pool, projection, await chain(), patienceMs);
        failed.delete(projection.name);
      } catch (error) {
        if (!isTransient(error)) throw error;
        failed.set(projection.name, { times: times + 1, againAt: Date.now() + PAUSE_PER_WAIT * patienceMs });
      }
    }
  };
}

async function candidates(
  pool: pg.Pool,
  projections: readonly Projection[],
  watermark: bigint,
): Promise<{ readonly projection: Projection; readonly inline: boolean }[]> {
  // Appending processes know the projections of their code.
  const inCode = projections.filter(({ source, kind }) => source === "code" && kind === "fold");
  const { rows } = await pool.query<Candidate>(CANDIDATES, [
    inCode.map(({ name }) => name),
    inCode.map(({ version }) => version),
    (watermark > NEAR ? watermark - NEAR : 0n).toString(),
  ]);
  return rows.flatMap(({ projection: name, inline }) => {
    const projection = inCode.find((each) => each.name === name);
    return projection === undefined ? [] : [{ projection, inline }];
  });
}

async function leaveAppends(pool: pg.Pool, projection: Projection, patienceMs: number): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query("set local lock_timeout = '100ms'");
    await takeInlineGate(client, projection, patienceMs);
    await endInline(client, projection.name);
  });
}

const LIVE = `
select version, table_name as "tableName" from foldline.read_models
 where projection = $1 and definition_version = $2 and state = 'live' and inline_since is null and table_name is not null
   for update`;

/**
 * Brings the live read model of an inline projection to the end while no append can go on, and hands it over to the
 * appends; false when it is not in a state for that. Gives up after a moment when an append holds its gate.
 */
export async function joinInline(
  pool: pg.Pool,
  projection: Projection,
  chain: UpcasterChain,
  patienceMs?: number,
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    await client.query("set local lock_timeout = '100ms'");
    await takeInlineGate(client, projection, patienceMs);
    const { rows } = await client.query<{ version: number; tableName: string }>(LIVE, [
      projection.name,
      projection.version,
    ]);
    const [live] = rows;
    if (live === undefined) return false;
    await fencePartitions(client, projection.name, [live.version]);
    const upTo = await drainTarget(client, projection);
    const drained = await drainPartitions(client, { projection, chain, ...live, upTo });
    return drained && setInline(client, projection, live.version);
  });
}
