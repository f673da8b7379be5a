import type pg from "pg";
import type { Queryable } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import { type AlignedVersion, beginAlignedSnapshot } from "./aligned-snapshot";
import { compareTables } from "./compare-tables";
import type { Projection } from "./projection";
import type { RebuildVerification } from "./verification";

export interface VerificationRequest {
  readonly projection: Projection;
  readonly chain: UpcasterChain;
  /** The read-model version to compare with the live one. */
  readonly version: number;
  readonly signal: AbortSignal;
}

interface VersionRow {
  readonly version: number;
  readonly tableName: string;
  readonly definitionVersion: number;
  readonly inline: boolean;
  readonly paused: boolean;
}

const VERSIONS = `
select r.version, r.table_name as "tableName", r.definition_version as "definitionVersion",
       r.inline_since is not null as inline, p.paused_at is not null as paused
  from foldline.read_models r join foldline.projections p on p.name = r.projection
 where r.projection = $1 and (r.version = $2 or r.state = 'live') and to_regclass('foldline_data.' || quote_ident(r.table_name)) is not null`;

// Reading both tables takes what memory it needs for pairing them; compiling the statement would cost more than it saves.
const SETTINGS = "set local work_mem = '64MB'; set local jit = off; set local timezone = 'UTC'";

/**
 * Compares a read-model version with the live one, at one position. The rows that differ are left in a table of the
 * connection's own, which must not be lent to anybody else before `storeVerification`.
 */
export async function verifyReadModel(
  pool: pg.Pool,
  client: pg.PoolClient,
  { projection, chain, version, signal }: VerificationRequest,
): Promise<RebuildVerification> {
  const { rows } = await pool.query<VersionRow>(VERSIONS, [projection.name, version]);
  const found = rows.map((row): AlignedVersion => {
    const fed = row.definitionVersion === projection.version && !(row.paused && row.version !== version);
    return { version: row.version, tableName: row.tableName, fed, inline: row.inline };
  });
  const next = found.find((each) => each.version === version);
  if (next === undefined) throw new Error(`Version ${version} of ${projection.name} is gone.`);
  const live = found.find((each) => each.version !== version) ?? null;
  const positions = await beginAlignedSnapshot(pool, client, { projection, chain, next, live, signal });
  await client.query(SETTINGS);
  const compared = await compareTables(client, live?.tableName ?? null, next.tableName);
  const parked = await countParked(client, projection.name, [live?.version ?? version, version]);
  const verifiedAt = new Date().toISOString();
  await client.query("commit");
  const { changed, added, missing } = compared.rows;
  const sameRows = live === null || changed + added + missing === 0;
  return {
    verifiedAt,
    position: positions.next.toString(),
    livePosition: positions.live?.toString() ?? null,
    liveVersion: live?.version ?? null,
    ...compared,
    parked: { live: live === null ? 0 : (parked[0] ?? 0), new: parked[1] ?? 0 },
    clean: sameRows && compared.onlyInLive.length === 0 && parked[1] === 0,
  };
}

async function countParked(db: Queryable, projection: string, versions: readonly number[]): Promise<number[]> {
  const { rows } = await db.query<{ parked: number }>(
    `select (select count(*)::int from foldline.dead_letters d
              where d.projection = $1 and d.version = v.version and d.status = 'parked') as parked
       from unnest($2::int[]) with ordinality as v (version, place) order by place`,
    [projection, versions],
  );
  return rows.map(({ parked }) => parked);
}
