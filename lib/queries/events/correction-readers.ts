import "server-only";
import type { CorrectionReader } from "@/lib/api/corrections";
import type { ProjectionStatus } from "@/lib/api/projections";
import { pool } from "@/lib/db/pool";
import { type EventSchema, type Queryable, streamCategory, type UpcasterChain } from "@/lib/engine";
import { summariseProjections } from "../projections/projection-summary";
import { eventReaders } from "./event-readers";

const PARKED = `
select d.projection, d.version, d.id as "deadLetter", d.stream_version::int as at, d.waiting::int as waiting
  from foldline.dead_letters d
 where d.stream_id = $1 and d.status = 'parked' order by d.stream_version`;

interface ParkedRow {
  readonly projection: string;
  readonly version: number;
  readonly deadLetter: string;
  readonly at: number;
  readonly waiting: number;
}

/** Until something is done, it applies nothing. */
const STANDING: ReadonlySet<ProjectionStatus["kind"]> = new Set([
  "stopped",
  "no-worker",
  "held",
  "taking-over",
  "paused",
  "changed",
  "not-built",
]);

/** The projections and reactors that would see an event of a schema in a stream, and what would become of it there. */
export async function correctionReaders(
  streamId: string,
  schema: EventSchema,
  chain: UpcasterChain,
): Promise<CorrectionReader[]> {
  const [{ projections }, parked] = await Promise.all([summariseProjections(pool, null), parkedIn(pool, streamId)]);
  const known = { projections: projections.map(({ row }) => row), reducers: [], upcasters: chain.upcasters };
  return eventReaders(schema, [streamCategory(streamId)], known).flatMap((reader): CorrectionReader[] => {
    const found = projections.find(({ row }) => row.name === reader.name);
    if (found === undefined || (reader.kind !== "projection" && reader.kind !== "reactor")) return [];
    const { summary, row } = found;
    const { mode, status } = summary;
    const held = parked.find(({ projection, version }) => projection === row.name && version === row.version);
    const parkedBehind =
      held === undefined ? null : { deadLetter: held.deadLetter, version: held.at, waiting: held.waiting };
    return [
      {
        kind: reader.kind,
        name: reader.name,
        mode,
        readsAs: reader.readsAs,
        everyType: reader.everyType,
        status: { kind: status.kind, words: status.words, reason: status.reason },
        outcome: outcomeOf(mode, status, row.inlineSince !== null, parkedBehind !== null),
        parkedBehind,
      },
    ];
  });
}

function outcomeOf(
  mode: CorrectionReader["mode"],
  { kind }: ProjectionStatus,
  inAppend: boolean,
  isParked: boolean,
): CorrectionReader["outcome"] {
  if (mode === "live") return "on-request";
  if (isParked) return "parked";
  if (inAppend) return "in-append";
  return STANDING.has(kind) ? "waits" : "later";
}

async function parkedIn(db: Queryable, streamId: string): Promise<ParkedRow[]> {
  return (await db.query<ParkedRow>(PARKED, [streamId])).rows;
}
