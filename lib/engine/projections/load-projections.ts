import type { Queryable } from "../events";
import { contentHash } from "../evolution/content-hash";
import { ConsoleDefinitionSchema } from "./console-definition";
import { compileConsoleProjection } from "./console-projection";
import type { Projection } from "./projection";

/** What a process runs: its code, and what the console has published. */
export interface LoadedProjections {
  /** Of the console's, the newest version comes first, and behind it those that fed read models were built with. */
  readonly projections: readonly Projection[];
  /** Definitions of the console that cannot run, and why. */
  readonly problems: readonly ConsoleProjectionProblem[];
}

export interface ConsoleProjectionProblem {
  readonly name: string;
  readonly version: number;
  readonly message: string;
}

// The newest published one, and each that a read model needs which is fed, or may be again.
const PUBLISHED = `
select c.name, c.version, c.definition
  from foldline.console_projections c
 where c.published_at is not null and c.retired_at is null
   and (c.version = (select max(n.version) from foldline.console_projections n
                      where n.name = c.name and n.published_at is not null)
        or exists (select 1 from foldline.read_models r
                    where r.projection = c.name and r.definition_version = c.version
                      and r.state in ('building', 'catching-up', 'ready', 'live', 'retired')))
 order by c.name, c.version desc`;

interface PublishedRow {
  readonly name: string;
  readonly version: number;
  readonly definition: unknown;
}

const loaded = new WeakMap<readonly Projection[], { readonly key: string; readonly result: LoadedProjections }>();

/**
 * The projections in code and the published ones of the console; compiled again only when these change. One that does
 * not compile, or has a name that the code has, is left out and reported: it keeps nothing else from running.
 */
export async function loadProjections(db: Queryable, code: readonly Projection[]): Promise<LoadedProjections> {
  const { rows } = await db.query<PublishedRow>(PUBLISHED);
  const key = contentHash(rows);
  const known = loaded.get(code);
  if (known?.key === key) return known.result;
  const result = compileAll(code, rows);
  loaded.set(code, { key, result });
  return result;
}

function compileAll(code: readonly Projection[], rows: readonly PublishedRow[]): LoadedProjections {
  const projections = [...code];
  const problems: ConsoleProjectionProblem[] = [];
  const owners = new Map(code.map(({ viewName, name }) => [viewName, { name, source: "code" }]));
  for (const { name, version, definition } of rows) {
    try {
      const compiled = compileConsoleProjection(ConsoleDefinitionSchema.parse(definition), version);
      const owner = owners.get(compiled.viewName);
      if (owner !== undefined && (owner.source === "code" || owner.name !== name)) {
        throw new Error(`"${owner.name}" of the ${owner.source} has read_models.${compiled.viewName} already.`);
      }
      owners.set(compiled.viewName, { name, source: "console" });
      projections.push(compiled);
    } catch (error) {
      problems.push({ name, version, message: error instanceof Error ? error.message : String(error) });
    }
  }
  return { projections, problems };
}

/** The newest definition of each name. */
export function newestDefinitions(projections: readonly Projection[]): Projection[] {
  const newest = new Map<string, Projection>();
  for (const projection of projections) {
    const known = newest.get(projection.name);
    if (known === undefined || known.version < projection.version) newest.set(projection.name, projection);
  }
  return [...newest.values()];
}
