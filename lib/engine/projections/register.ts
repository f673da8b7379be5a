import type pg from "pg";
import type { UpcasterChain } from "../evolution/chain";
import { inTransaction } from "../store/transaction";
import { InvalidProjectionError } from "./errors";
import { tableNameOf } from "./identifiers";
import { slicesOfPartition } from "./partition-slices";
import { upcasterHash } from "./projected-event";
import type { Projection } from "./projection";
import { createTable, indexStatements } from "./read-model-table";
import { swapView } from "./read-model-view";

// One registration at a time: workers that start together must not create the same schema, table or view twice.
export const REGISTRATION_LOCK = "select pg_advisory_xact_lock(17997, 0)";

// A worker with older code does not take a newer definition back.
const REGISTER = `
insert into foldline.projections as p (name, definition_version, definition_hash, definition, serving_version)
values ($1, $2, $3, $4, null)
on conflict (name) do update
   set definition_version = excluded.definition_version, definition_hash = excluded.definition_hash,
       definition = excluded.definition, registered_at = now()
 where p.definition_version < excluded.definition_version
    or (p.definition_version = excluded.definition_version
        and (p.definition_hash, p.definition) is distinct from (excluded.definition_hash, excluded.definition))`;

const HAS_READ_MODEL = "select 1 from foldline.read_models where projection = $1 limit 1";

/**
 * Makes projections known to the console. The first read model of a new one is created live and empty; workers fill it. One
 * that is folded on request has none.
 */
export async function registerProjections(
  pool: pg.Pool,
  projections: readonly Projection[],
  chain: UpcasterChain,
): Promise<void> {
  checkNames(projections);
  for (const projection of projections) {
    await inTransaction(pool, async (client) => {
      await client.query(REGISTRATION_LOCK);
      if (!(await isStillPublished(client, projection))) return;
      await client.query(REGISTER, [
        projection.name,
        projection.version,
        projection.definitionHash,
        JSON.stringify(shownDefinition(projection)),
      ]);
      const { rows } = await client.query(HAS_READ_MODEL, [projection.name]);
      if (rows.length === 0 && projection.mode !== "live") await createFirstReadModel(client, projection, chain);
    });
  }
}

const PUBLISHED = `
select 1 from foldline.console_projections
 where name = $1 and version = $2 and published_at is not null and retired_at is null`;

/** A worker that read the console's definitions a second ago does not bring back one that was retired since. */
async function isStillPublished(client: pg.PoolClient, { name, version, source }: Projection): Promise<boolean> {
  if (source === "code") return true;
  return (await client.query(PUBLISHED, [name, version])).rows.length > 0;
}

function checkNames(projections: readonly Projection[]): void {
  const views = new Map<string, string>();
  for (const { name, viewName } of projections) {
    const other = views.get(viewName);
    if (other !== undefined)
      throw new InvalidProjectionError(name, `would share read_models.${viewName} with "${other}".`);
    views.set(viewName, name);
  }
}

async function createFirstReadModel(
  client: pg.PoolClient,
  projection: Projection,
  chain: UpcasterChain,
): Promise<void> {
  const tableName = tableNameOf(projection.viewName, 1, 1);
  await createTable(client, projection, tableName);
  for (const statement of indexStatements(projection, tableName)) await client.query(statement);
  await client.query(
    `insert into foldline.read_models
       (projection, version, table_name, definition_version, definition_hash, upcaster_hash, state, promoted_at)
     values ($1, 1, $2, $3, $4, $5, 'live', now())`,
    [projection.name, tableName, projection.version, projection.definitionHash, upcasterHash(projection, chain)],
  );
  await createPartitions(client, projection, 1, 0n);
  await client.query("update foldline.projections set serving_version = 1 where name = $1", [projection.name]);
  await swapView(client, projection, tableName);
}

/** Shares the slices of a read-model version out among its partitions, all at one checkpoint. */
export async function createPartitions(
  client: pg.PoolClient,
  projection: Projection,
  version: number,
  checkpoint: bigint,
): Promise<void> {
  const numbers = Array.from({ length: projection.partitions }, (_, partition) => partition);
  const slices = numbers.map((partition) => slicesOfPartition(partition, projection.partitions));
  await client.query(
    `insert into foldline.partitions (projection, version, partition, slice_from, slice_to, checkpoint)
     select $1, $2, partition, slice_from, slice_to, $3
       from unnest($4::smallint[], $5::smallint[], $6::smallint[]) as p (partition, slice_from, slice_to)`,
    [
      projection.name,
      version,
      checkpoint.toString(),
      numbers,
      slices.map(({ from }) => from),
      slices.map(({ to }) => to),
    ],
  );
}

/** What the console shows of a definition. */
export function shownDefinition(projection: Projection): object {
  const { description, types, keyColumn, keyedBy, columns, indexes, partitions, reads, viewName } = projection;
  const { kind, mode, source, onError } = projection;
  // jsonb reorders the keys of an object; the order of the columns is worth keeping.
  const columnList = Object.entries(columns).map(([name, type]) => ({ name, type }));
  return {
    description,
    kind,
    mode,
    source,
    onError,
    types: types ?? ["*"],
    keyColumn,
    keyedBy,
    columns: columnList,
    indexes,
    partitions,
    reads,
    view: viewName,
  };
}
