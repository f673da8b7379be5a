import "server-only";
import type { LagSample, ProjectionSummary } from "@/lib/api/projections";
import { type Queryable, type UpcasterChain, watermark } from "@/lib/engine";
import { currentChain } from "./current-chain";
import { workerPulse } from "./live-workers";
import { upcasterHashOf } from "./projection-definition";
import { type ProjectionRow, readProjectionRows } from "./projection-rows";
import { needsOf, type ProjectionFacts, statusOf } from "./projection-status";
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

const WAITING_SINCE = "select recorded_at from foldline.events where position > $1 order by position limit 1";

// A read model that a rebuild filled has applied nothing itself yet.
const HAS_EVENTS = `
select exists (
  select 1 from foldline.events where ($1::text[] is null or type = any ($1)) and left(stream_id, 1) <> '$') as found`;

const LAST_HOUR = `
select projection, version, date_bin('1 minute', sampled_at, 'epoch') as at, max(lag) as behind
  from foldline.projection_samples
 where sampled_at > now() - interval '1 hour'
 group by 1, 2, 3 order by 3`;

/** Every projection, or the one of that name, with its status and figures as of now. */
export async function summariseProjections(db: Queryable, name: string | null): Promise<Summaries> {
  // The rows come first: a checkpoint read after the watermark could lie beyond it.
  const rows = await readProjectionRows(db, name);
  const [upTo, pulse, upcasters, samples, figures] = await Promise.all([
    watermark(db),
    workerPulse(db),
    currentChain(),
    readLastHour(db),
    tableFigures(
      db,
      rows.flatMap((row) => (row.tableName === null ? [] : [row.tableName])),
    ),
  ]);
  const projections = await Promise.all(
    rows.map(async (row) => {
      const upcasterHash = upcasters === null ? null : upcasterHashOf(row.definition, upcasters);
      const behind = Number(upTo > row.checkpoint ? upTo - row.checkpoint : 0n);
      const facts: ProjectionFacts = {
        name: row.name,
        types: row.definition.types,
        servingVersion: row.servingVersion,
        watermark: upTo,
        behind,
        behindSeconds: behind === 0 ? null : await waitingSeconds(db, row.checkpoint),
        hasEvents: row.eventsApplied > 0 || (await hasEvents(db, row, upcasters)),
        liveWorkers: pulse.live,
        lastWorkerSeenAt: pulse.lastSeenAt,
        paused: row.paused,
        failure: row.failure,
        rebuild: row.rebuild === null ? null : { ...row.rebuild, fraction: fractionOf(row.rebuild) },
        definitionChanged: definitionChanged(row),
        fed: row.builtDefinitionVersion === null || row.builtDefinitionVersion === row.definitionVersion,
        definitionVersion: row.definitionVersion,
        upcastersChanged: isStale(row, upcasterHash),
      };
      const lastHour = samples.get(`${row.name} ${row.version}`) ?? [];
      const table = row.tableName === null ? undefined : figures.get(row.tableName);
      return { row, upcasterHash, summary: toSummary(row, facts, lastHour, table) };
    }),
  );
  return { projections, watermark: upTo, liveWorkers: pulse.live };
}

function toSummary(
  row: ProjectionRow,
  facts: ProjectionFacts,
  lastHour: LagSample[],
  table: TableFigures | undefined,
): ProjectionSummary {
  return {
    name: row.name,
    description: row.definition.description,
    mode: row.definition.kind === "reactor" ? "reactor" : row.definition.mode,
    definitionVersion: row.definitionVersion,
    servingVersion: row.servingVersion,
    status: statusOf(facts),
    needs: needsOf(facts),
    checkpoint: row.checkpoint.toString(),
    watermark: facts.watermark.toString(),
    behind: facts.behind,
    behindSeconds: facts.behindSeconds,
    eventsPerSecond: row.eventsPerSecond,
    rows: table?.rows ?? null,
    rowsExact: table?.exact ?? true,
    bytes: table?.bytes ?? null,
    partitions: row.partitions,
    lastHour,
    rebuild:
      row.rebuild === null
        ? null
        : {
            id: row.rebuild.id,
            version: row.rebuild.version,
            status: row.rebuild.status,
            phase: row.rebuild.phase,
            fraction: fractionOf(row.rebuild),
          },
    lastRebuild:
      row.lastRebuild === null
        ? null
        : { ...row.lastRebuild, finishedAt: new Date(row.lastRebuild.finishedAt).toISOString() },
  };
}

async function waitingSeconds(db: Queryable, checkpoint: bigint): Promise<number | null> {
  const { rows } = await db.query<{ recorded_at: Date }>(WAITING_SINCE, [checkpoint.toString()]);
  const [first] = rows;
  return first === undefined ? null : Math.max(0, (Date.now() - first.recorded_at.getTime()) / 1000);
}

async function hasEvents(db: Queryable, { definition }: ProjectionRow, chain: UpcasterChain | null): Promise<boolean> {
  const { types, reads } = definition;
  const sources = types === null || reads === "stored" ? types : (chain?.sourcesOf(types) ?? types);
  const { rows } = await db.query<{ found: boolean }>(HAS_EVENTS, [sources]);
  return rows[0]?.found ?? false;
}

async function readLastHour(db: Queryable): Promise<Map<string, LagSample[]>> {
  const { rows } = await db.query<{ projection: string; version: number; at: Date; behind: string }>(LAST_HOUR);
  const samples = new Map<string, LagSample[]>();
  for (const row of rows) {
    const key = `${row.projection} ${row.version}`;
    const list = samples.get(key) ?? [];
    list.push({ at: row.at.toISOString(), behind: Number(row.behind) });
    samples.set(key, list);
  }
  return samples;
}

function fractionOf({ read, total }: { read: number; total: number | null }): number | null {
  return total === null || total === 0 ? null : Math.min(1, read / total);
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
