import "server-only";
import type { StreamSummary } from "@/lib/api/stream";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";
import { isStorable } from "../storable";

interface Row {
  stream_id: string;
  category: string;
  version: string;
  created_at: Date;
  updated_at: Date;
  first_event_at: Date;
  last_event_at: Date;
  first_position: string;
  last_position: string;
}

const STREAM = `
  select s.stream_id, s.category, s.version, s.created_at, s.updated_at,
    first.occurred_at as first_event_at, first.position as first_position,
    last.occurred_at as last_event_at, last.position as last_position
  from foldline.streams s
  join foldline.events first on first.stream_id = s.stream_id and first.version = 1
  join foldline.events last on last.stream_id = s.stream_id and last.version = s.version
  where s.stream_id = $1`;

const TYPES = `
  select type, count(*)::int as count, bool_and(in_order) as in_order
  from (
    select type, occurred_at >= lag(occurred_at, 1, occurred_at) over (order by version) as in_order
    from foldline.events where stream_id = $1 and version <= $2
  ) e
  group by type order by count desc, type`;

/** One stream's version, times and event types; an AppError "not-found" when no event was ever appended to it. */
export async function getStream(streamId: string): Promise<StreamSummary> {
  await authorize("viewer");
  const stream = await findStream(streamId);
  if (stream === null) throw streamNotFound(streamId);
  return stream;
}

/** As `getStream`; null when there is no such stream. */
export async function findStream(streamId: string): Promise<StreamSummary | null> {
  await authorize("viewer");
  const row = await findRow(streamId);
  if (row === undefined) return null;
  const { rows: types } = await pool.query<{ type: string; count: number; in_order: boolean }>(TYPES, [
    streamId,
    row.version,
  ]);
  return {
    streamId: row.stream_id,
    category: row.category,
    version: Number(row.version),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    firstEventAt: row.first_event_at.toISOString(),
    lastEventAt: row.last_event_at.toISOString(),
    firstPosition: row.first_position,
    lastPosition: row.last_position,
    types: types.map(({ type, count }) => ({ type, count })),
    timesInOrder: types.every((type) => type.in_order),
  };
}

async function findRow(streamId: string): Promise<Row | undefined> {
  if (!isStorable(streamId)) return undefined;
  return (await pool.query<Row>(STREAM, [streamId])).rows[0];
}

/** What a query answers when there is no such stream. */
export function streamNotFound(streamId: string): AppError {
  return new AppError(`There is no stream "${streamId}".`, { code: "not-found", details: { streamId } });
}
