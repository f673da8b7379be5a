import "server-only";
import { pool } from "./db/pool";
import { projections as codeProjections, upcasters } from "./domain/registry";
import {
  type InlineOptions,
  loadChain,
  loadProjections,
  type Projection,
  postgresEventStore,
  schemaRegistry,
  type UpcasterChain,
} from "./engine";

export {
  eventSchemas,
  projections as codeProjections,
  reactors,
  reducers,
  testedDeciders,
  testedReducers,
  upcasters,
} from "./domain/registry";

/** What appends and imports need to write the read models of inline projections. */
export const inline: InlineOptions = { projections: codeProjections, chain };

/** What appends and imports need to refuse events that do not fit a published JSON Schema. */
export const schemas = schemaRegistry(pool);

/** Foldline's own event store, on the process's pool. */
export const store = postgresEventStore(pool, { inline, schemas });

/** The upcasters in code and the active ones of the console, compiled; cheap to ask for each time. */
export function chain(): Promise<UpcasterChain> {
  return loadChain(pool, upcasters);
}

/** The projections in code and those published in the console; of several versions of one, the newest comes first. */
export async function projections(): Promise<readonly Projection[]> {
  return (await loadProjections(pool, codeProjections)).projections;
}

const BUILT_BY = "select definition_version from foldline.read_models where projection = $1 and version = $2";

/** The definition that a read-model version was built with, or the newest one where that is not to be had any more. */
export async function definitionOf(name: string, readModelVersion: number): Promise<Projection | undefined> {
  const { rows } = await pool.query<{ definition_version: number }>(BUILT_BY, [name, readModelVersion]);
  const named = (await projections()).filter((projection) => projection.name === name);
  return named.find(({ version }) => version === rows[0]?.definition_version) ?? named[0];
}
