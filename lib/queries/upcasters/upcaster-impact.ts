import "server-only";
import type { Impact, StaleProjection } from "@/lib/api/upcaster-consequences";
import { mergeReducer, type Queryable, type Reducer, reducerHash, type UpcasterChain } from "@/lib/engine";
import type { TypeVersionCount } from "../event-types/event-type-counts";
import { upcasterHashOf } from "../projections/projection-definition";
import type { ProjectionRow } from "../projections/projection-rows";
import { tableFigures } from "../projections/table-figures";
import { estimateRebuild, pastRebuildRates } from "../rebuilds/rebuild-estimate";
import { writtenReducers } from "../reducers/reducers";

const SNAPSHOTS = "select count(*) as count from foldline.snapshots where reducer_hash = any ($1)";

export interface ChainChange {
  readonly before: UpcasterChain;
  readonly after: UpcasterChain;
  readonly counts: readonly TypeVersionCount[];
  readonly projections: readonly ProjectionRow[];
  /** Stored events that pass other upcasters after the change than before it. */
  readonly eventsReadDifferently: number;
}

/** What a change of the active upcasters would touch: events, read models that become stale, snapshots. */
export async function impactOf(db: Queryable, change: ChainChange): Promise<Impact> {
  const [projections, snapshots] = await Promise.all([
    madeStale(db, change),
    db.query<{ count: string }>(SNAPSHOTS, [hashesThatChange(await writtenReducers(), change)]),
  ]);
  return {
    eventsReadDifferently: change.eventsReadDifferently,
    eventsInStore: sum(change.counts),
    projections,
    madeWhole: change.projections.filter((row) => becomesWhole(row, change)).map(({ name }) => name),
    snapshots: Number(snapshots.rows[0]?.count ?? 0),
  };
}

async function madeStale(db: Queryable, change: ChainChange): Promise<StaleProjection[]> {
  const stale = change.projections.filter((row) => becomesStale(row, change));
  if (stale.length === 0) return [];
  const tables = stale.flatMap(({ tableName }) => (tableName === null ? [] : [tableName]));
  const [figures, rates] = await Promise.all([tableFigures(db, tables), pastRebuildRates(db)]);
  return stale.map(({ name, tableName, definition }) => {
    const sources = definition.types === null ? null : change.after.sourcesOf(definition.types);
    const events = sum(change.counts.filter(({ type }) => sources?.includes(type) ?? true));
    const rows = figures.get(tableName ?? "")?.rows ?? null;
    return { name, rows, events, estimate: estimateRebuild(name, events, rates) };
  });
}

/** The read model was built with the upcasters before the change; one that is stale already cannot become so. */
function becomesStale(row: ProjectionRow, { before, after }: ChainChange): boolean {
  if (!keepsUpcastRows(row) || row.builtUpcasterHash !== upcasterHashOf(row.definition, before)) return false;
  return row.builtUpcasterHash !== upcasterHashOf(row.definition, after);
}

function becomesWhole(row: ProjectionRow, { before, after }: ChainChange): boolean {
  if (!keepsUpcastRows(row) || row.builtUpcasterHash !== upcasterHashOf(row.definition, after)) return false;
  return row.builtUpcasterHash !== upcasterHashOf(row.definition, before);
}

/** A reactor keeps no rows; a projection that is folded on request reads every event anew. */
function keepsUpcastRows({ definition, builtUpcasterHash, retiredAt }: ProjectionRow): boolean {
  if (definition.kind === "reactor" || definition.mode === "live") return false;
  return definition.reads === "today" && builtUpcasterHash !== null && retiredAt === null;
}

function hashesThatChange(reducers: readonly Reducer[], { before, after }: ChainChange): string[] {
  return [...reducers, mergeReducer as Reducer]
    .filter((reducer) => reducerHash(reducer, before) !== reducerHash(reducer, after))
    .map((reducer) => reducerHash(reducer, before));
}

function sum(counts: readonly TypeVersionCount[]): number {
  return counts.reduce((total, { events }) => total + events, 0);
}
