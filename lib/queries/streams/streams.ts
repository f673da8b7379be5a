import "server-only";
import { z } from "zod";
import { PositionParameter } from "@/lib/api/route-description";
import type { StreamFilter, StreamPage, StreamRow } from "@/lib/api/streams";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { decodePageToken, encodePageToken } from "../page-token";
import { countStreams } from "./stream-counts";
import { MATCHES, matchValues } from "./stream-match";

interface Row {
  stream_id: string;
  category: string;
  version: string;
  opened_at: Date;
  last_event_at: Date;
  last_event_type: string;
  last_position: string;
}

const COLUMNS = `s.stream_id, s.category, s.version, first.occurred_at as opened_at,
    e.occurred_at as last_event_at, e.type as last_event_type, e.position as last_position`;

const FIRST = "join foldline.events first on first.stream_id = s.stream_id and first.version = 1";

// Few streams match: find them by the trigram index, then look up the last event of each.
const byLastEventOfMatches = (direction: Direction) => `
  with matching as materialized (select s.* from foldline.streams s where ${MATCHES}),
  page as (
    select s.*, e.position, e.occurred_at, e.type
    from matching s join foldline.events e on e.stream_id = s.stream_id and e.version = s.version
    where ($6::bigint is null or e.position ${BEYOND[direction]} $6)
    order by e.position ${direction} limit $7
  )
  select s.stream_id, s.category, s.version, first.occurred_at as opened_at,
    s.occurred_at as last_event_at, s.type as last_event_type, s.position as last_position
  from page s ${FIRST} order by s.position ${direction}`;

// Many match: walk the history from its end and keep the events that are the last of their stream. The filter is
// said of the event too, so that most events are passed by before their stream is looked up.
const byWalkingTheHistory = (direction: Direction) => `
  select ${COLUMNS}
  from foldline.events e
  join foldline.streams s on s.stream_id = e.stream_id and s.version = e.version
  ${FIRST}
  where ${MATCHES}
    and ($1::text is null or e.stream_id ilike $1)
    and ($2::text is null or split_part(e.stream_id, '-', 1) = $2)
    and ($6::bigint is null or e.position ${BEYOND[direction]} $6)
  order by e.position ${direction} limit $7`;

const byStreamKey = (key: string, beyond: string, direction: Direction) => `
  with page as materialized (
    select s.* from foldline.streams s where ${MATCHES} and ($6::text is null or ${beyond})
    order by ${key.replaceAll("%", direction)} limit $7
  )
  select ${COLUMNS} from page s
  join foldline.events e on e.stream_id = s.stream_id and e.version = s.version
  ${FIRST}
  order by ${key.replaceAll("%", direction)}`;

type Direction = StreamFilter["direction"];
const BEYOND = { asc: ">", desc: "<" } as const;

const byId = (direction: Direction) => byStreamKey("s.stream_id %", `s.stream_id ${BEYOND[direction]} $6`, direction);
const byVersion = (direction: Direction) =>
  byStreamKey(
    "s.version %, s.stream_id %",
    `(s.version, s.stream_id) ${BEYOND[direction]} ($8::bigint, $6)`,
    direction,
  );

// Above this many matches, looking up the last event of each costs more than walking the history.
const FEW = 20_000;
const COUNT_UP_TO_FEW = `select count(*)::int as count from (select 1 from foldline.streams s where ${MATCHES} limit ${FEW + 1}) m`;

const PositionKey = z.tuple([PositionParameter]);
const IdKey = z.tuple([z.string()]);
const VersionKey = z.tuple([z.number().int(), z.string()]);

/** One page of the streams under a filter; the first page also counts them. */
export async function listStreams(filter: StreamFilter): Promise<StreamPage> {
  await authorize("viewer");
  const startedAt = performance.now();
  const matching = matchValues(filter);
  const [rows, counts] = await Promise.all([
    readPage(filter, matching),
    filter.after === undefined ? countStreams(filter) : null,
  ]);
  const streams = rows.slice(0, filter.limit).map(toStream);
  const last = streams.at(-1);
  return {
    streams,
    next: rows.length > filter.limit && last !== undefined ? encodePageToken(sortKey(filter.sort, last)) : null,
    counts,
    elapsedMs: performance.now() - startedAt,
  };
}

async function readPage(filter: StreamFilter, matching: readonly unknown[]): Promise<Row[]> {
  const limit = filter.limit + 1;
  const { after, direction } = filter;
  if (filter.sort === "id") {
    const key = after === undefined ? null : decodePageToken(after, IdKey)[0];
    return query(byId(direction), [...matching, key, limit]);
  }
  if (filter.sort === "version") {
    const [version, streamId] = after === undefined ? [null, null] : decodePageToken(after, VersionKey);
    return query(byVersion(direction), [...matching, streamId, limit, version]);
  }
  const position = after === undefined ? null : decodePageToken(after, PositionKey)[0];
  const statement = (await fewMatch(matching)) ? byLastEventOfMatches(direction) : byWalkingTheHistory(direction);
  return query(statement, [...matching, position, limit]);
}

async function fewMatch(matching: readonly unknown[]): Promise<boolean> {
  if (matching.slice(0, 4).every((value) => value === null)) return false;
  const { rows } = await pool.query<{ count: number }>(COUNT_UP_TO_FEW, [...matching]);
  return (rows[0]?.count ?? 0) <= FEW;
}

async function query(statement: string, values: readonly unknown[]): Promise<Row[]> {
  return (await pool.query<Row>(statement, [...values])).rows;
}

function sortKey(sort: StreamFilter["sort"], stream: StreamRow): (string | number)[] {
  if (sort === "id") return [stream.streamId];
  if (sort === "version") return [stream.version, stream.streamId];
  return [stream.lastPosition];
}

function toStream(row: Row): StreamRow {
  return {
    streamId: row.stream_id,
    category: row.category,
    version: Number(row.version),
    openedAt: row.opened_at.toISOString(),
    lastEventAt: row.last_event_at.toISOString(),
    lastEventType: row.last_event_type,
    lastPosition: row.last_position,
  };
}
