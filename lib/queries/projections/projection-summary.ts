import "server-only";
import type { Recommendation } from "@/lib/api/projection-watch";
import type { LagSample, ProjectionSummary } from "@/lib/api/projections";
import {
  type Backlog,
  type EventsBehind,
  eventsBehind,
  type Queryable,
  type UpcasterChain,
  watermark,
} from "@/lib/engine";
import { ignoredRecommendations } from "../overview/ignored-recommendations";
import { type IgnoredRecommendation, recommendationOf } from "../overview/recommendation";
import { currentChain } from "../upcasters/current-chain";
import { lagSamples } from "./lag-samples";
import { parkedCounts } from "./parked-counts";
import { causesOf } from "./projection-causes";
import { upcasterHashOf } from "./projection-definition";
import type { ProjectionFacts, RebuildFacts } from "./projection-facts";
import { needsOf } from "./projection-needs";
import { type ActiveRebuild, type ProjectionRow, readProjectionRows } from "./projection-rows";
import { statusOf } from "./projection-status";
import { capableWorkers, type StallFacts, stallFacts } from "./stall-facts";
import { type TableFigures, tableFigures } from "./table-figures";

export interface SummarisedProjection {
  readonly row: ProjectionRow;
  readonly summary: ProjectionSummary;
  /** Of the upcasters that its events are read with today; `null` while these contradict each other. */
  readonly upcasterHash: string | null;
}

export interface Summaries {
  readonly projections: readonly SummarisedProjection[];
  readonly watermark: bigint;
  readonly liveWorkers: number;
}

const RECORDED_AT = "select recorded_at from foldline.events where position = $1";

// A read model that a rebuild filled has applied nothing itself yet.
const HAS_EVENTS = `
select exists (
  select 1 from foldline.events where ($1::text[] is null or type = any ($1)) and left(stream_id, 1) <> '$') as found`;

/** Every projection, or the one of that name, with its status and figures as of now. */
export async function summariseProjections(db: Queryable, name: string | null): Promise<Summaries> {
  // The rows come first: a checkpoint read after the watermark could lie beyond it.
  const rows = await readProjectionRows(db, name);
  const [upTo, chain, stall, lag, parked, ignored, figures] = await Promise.all([
    watermark(db),
    currentChain(),
    stallFacts(db),
    lagSamples(db),
    parkedCounts(db),
    ignoredRecommendations(db),
    tableFigures(
      db,
      rows.flatMap((row) => (row.tableName === null ? [] : [row.tableName])),
    ),
  ]);
  const projections = await Promise.all(
    rows.map(async (row) => {
      const key = `${row.name} ${row.version}`;
      const behind = await behindOf(db, row, chain, upTo);
      const upcasterHash = chain === null ? null : upcasterHashOf(row.definition, chain);
      const facts = factsOf(row, stall, {
        watermark: upTo,
        behind: behind.events,
        behindSeconds: await waitingSeconds(db, behind.first),
        hasEvents: row.eventsApplied > 0 || (await hasEvents(db, row, chain)),
        heldBack: await heldBack(db, row, chain, stall, upTo),
        parked: parked.get(key) ?? { streams: 0, waiting: 0 },
        lagTrend: lag.trends.get(key) ?? null,
        recommendation: recommendationFor(row, upcasterHash, ignored.get(row.name) ?? []),
      });
      const table = row.tableName === null ? undefined : figures.get(row.tableName);
      const summary = toSummary(row, facts, { behind, lastHour: lag.lastHour.get(key) ?? [], table });
      return { row, upcasterHash, summary };
    }),
  );
  return { projections, watermark: upTo, liveWorkers: stall.workers.length };
}

type Measured = Pick<
  ProjectionFacts,
  "watermark" | "behind" | "behindSeconds" | "hasEvents" | "heldBack" | "parked" | "lagTrend" | "recommendation"
>;

function factsOf(row: ProjectionRow, stall: StallFacts, measured: Measured): ProjectionFacts {
  const { name, version, definition, definitionVersion, builtDefinitionVersion } = row;
  return {
    ...measured,
    name,
    mode: modeOf(row),
    inAppend: row.inlineSince !== null,
    types: definition.types,
    onError: definition.onError,
    servingVersion: row.servingVersion,
    liveWorkers: stall.workers.length,
    capableWorkers: capableWorkers(stall, name, builtDefinitionVersion ?? definitionVersion),
    lastWorkerSeenAt: stall.lastWorkerSeenAt,
    paused: row.paused,
    failure: row.failure,
    deadLeases: stall.deadLeases.filter((lease) => lease.projection === name && lease.version === version),
    rebuild: row.rebuild === null ? null : rebuildFacts(row.rebuild),
    definitionVersion,
    builtDefinitionVersion,
    retiredAt: row.retiredAt,
    now: new Date(),
  };
}

function toSummary(
  row: ProjectionRow,
  facts: ProjectionFacts,
  measured: { readonly behind: EventsBehind; readonly lastHour: LagSample[]; readonly table: TableFigures | undefined },
): ProjectionSummary {
  const { behind, lastHour, table } = measured;
  const causes = causesOf(facts);
  return {
    name: row.name,
    description: row.definition.description,
    mode: facts.mode,
    definitionVersion: row.definitionVersion,
    servingVersion: row.servingVersion,
    status: statusOf(facts, causes),
    needs: needsOf(facts),
    causes,
    recommendation: facts.recommendation,
    parked: facts.parked,
    checkpoint: row.checkpoint.toString(),
    watermark: facts.watermark.toString(),
    behind: facts.behind,
    behindExact: behind.exact,
    behindSeconds: facts.behindSeconds,
    lagTrend: facts.lagTrend,
    eventsPerSecond: row.eventsPerSecond,
    rows: table?.rows ?? null,
    rowsExact: table?.exact ?? true,
    bytes: table?.bytes ?? null,
    partitions: row.partitions,
    workers: facts.capableWorkers,
    lastHour,
    rebuild:
      row.rebuild === null || facts.rebuild === null
        ? null
        : {
            id: row.rebuild.id,
            ...facts.rebuild,
            paused:
              row.rebuild.paused === null ? null : { ...row.rebuild.paused, at: row.rebuild.paused.at.toISOString() },
          },
    lastRebuild:
      row.lastRebuild === null
        ? null
        : { ...row.lastRebuild, finishedAt: new Date(row.lastRebuild.finishedAt).toISOString() },
  };
}

function modeOf({ definition }: ProjectionRow): ProjectionSummary["mode"] {
  return definition.kind === "reactor" ? "reactor" : definition.mode;
}

function rebuildFacts({ version, status, phase, paused, read, total }: ActiveRebuild): RebuildFacts {
  return { version, status, phase, paused, fraction: total === null || total === 0 ? null : Math.min(1, read / total) };
}

function storedTypes({ definition: { types, reads } }: ProjectionRow, chain: UpcasterChain | null): Backlog["types"] {
  return types === null || reads === "stored" ? types : (chain?.sourcesOf(types) ?? types);
}

async function behindOf(
  db: Queryable,
  row: ProjectionRow,
  chain: UpcasterChain | null,
  upTo: bigint,
): Promise<EventsBehind> {
  const partitions = row.inlineSince === null ? row.places : [];
  return eventsBehind(db, { types: storedTypes(row, chain), keyedBy: row.definition.keyedBy, partitions }, upTo);
}

async function heldBack(
  db: Queryable,
  row: ProjectionRow,
  chain: UpcasterChain | null,
  { openAppends, lastDrawn }: StallFacts,
  upTo: bigint,
): Promise<ProjectionFacts["heldBack"]> {
  if (openAppends.length === 0) return null;
  const partitions = [{ checkpoint: upTo, slices: { from: 0, to: 1023 } }];
  const { events } = await eventsBehind(db, { types: storedTypes(row, chain), keyedBy: "key", partitions }, lastDrawn);
  return { appends: openAppends, waiting: events };
}

async function waitingSeconds(db: Queryable, first: bigint | null): Promise<number | null> {
  if (first === null) return null;
  const { rows } = await db.query<{ recorded_at: Date }>(RECORDED_AT, [first.toString()]);
  return rows[0] === undefined ? null : Math.max(0, (Date.now() - rows[0].recorded_at.getTime()) / 1000);
}

async function hasEvents(db: Queryable, row: ProjectionRow, chain: UpcasterChain | null): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>(HAS_EVENTS, [storedTypes(row, chain)]);
  return rows[0]?.found ?? false;
}

function recommendationFor(
  row: ProjectionRow,
  upcasterHash: string | null,
  ignored: readonly IgnoredRecommendation[],
): Recommendation | null {
  const { builtDefinitionVersion, builtDefinitionHash, builtUpcasterHash, definitionVersion, definitionHash } = row;
  if (row.retiredAt !== null || modeOf(row) === "reactor") return null;
  if (builtDefinitionVersion === null || builtDefinitionHash === null || builtUpcasterHash === null) return null;
  return recommendationOf(
    {
      built: {
        definitionVersion: builtDefinitionVersion,
        definitionHash: builtDefinitionHash,
        upcasterHash: builtUpcasterHash,
      },
      today: { definitionVersion, definitionHash, upcasterHash },
      upcast: row.definition.reads !== "stored",
    },
    ignored,
  );
}

/** Whether its read model was built with other upcasters than are in use today. */
export function isStale(row: ProjectionRow, upcasterHash: string | null): boolean {
  if (row.definition.reads === "stored" || row.builtUpcasterHash === null || upcasterHash === null) return false;
  return row.builtUpcasterHash !== upcasterHash;
}

/** Whether its read model was built by another definition than the code holds today. */
export function definitionChanged(row: ProjectionRow): boolean {
  return row.builtDefinitionHash !== null && row.builtDefinitionHash !== row.definitionHash;
}
