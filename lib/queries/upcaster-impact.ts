import "server-only";
import type { UpcasterPreview } from "@/lib/api/upcasters";
import { compileChain, type Queryable, type Upcaster, UpcasterChainError } from "@/lib/engine";
import { upcasterHashOf } from "./projection-definition";
import { readProjectionRows } from "./projection-rows";
import { tableFigures } from "./table-figures";

type Impact = UpcasterPreview["impact"];

const SNAPSHOTS = `
select count(*) as count from foldline.snapshots s
 where exists (select 1 from foldline.events e where e.stream_id = s.stream_id and e.type = any ($1))`;

export interface ImpactInput {
  readonly before: readonly Upcaster[];
  readonly after: readonly Upcaster[];
  /** Stored types whose events would be read differently. */
  readonly types: readonly string[];
  readonly eventsReadDifferently: number;
  readonly eventsInStore: number;
}

/** What a change of the active upcasters would touch: events, projections whose read models become stale, snapshots. */
export async function impactOf(db: Queryable, input: ImpactInput): Promise<Impact> {
  const [projections, snapshots] = await Promise.all([
    staleProjections(db, input.before, input.after),
    db.query<{ count: string }>(SNAPSHOTS, [input.types]),
  ]);
  return {
    eventsReadDifferently: input.eventsReadDifferently,
    eventsInStore: input.eventsInStore,
    projections,
    snapshots: Number(snapshots.rows[0]?.count ?? 0),
  };
}

async function staleProjections(
  db: Queryable,
  before: readonly Upcaster[],
  after: readonly Upcaster[],
): Promise<Impact["projections"]> {
  const chains = compileBoth(before, after);
  if (chains === null) return [];
  const rows = await readProjectionRows(db, null);
  const stale = rows.filter(
    ({ definition }) =>
      definition.reads === "today" &&
      upcasterHashOf(definition, chains.before) !== upcasterHashOf(definition, chains.after),
  );
  const tables = stale.flatMap(({ tableName }) => (tableName === null ? [] : [tableName]));
  const figures = await tableFigures(db, tables);
  return stale.map(({ name, tableName }) => ({ name, rows: figures.get(tableName ?? "")?.rows ?? null }));
}

// While the upcasters contradict each other nothing can be activated, so there is no impact to tell.
function compileBoth(before: readonly Upcaster[], after: readonly Upcaster[]) {
  try {
    return { before: compileChain(before), after: compileChain(after) };
  } catch (error) {
    if (error instanceof UpcasterChainError) return null;
    throw error;
  }
}
