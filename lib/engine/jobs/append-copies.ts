import { WrongExpectedVersionError } from "../errors";
import type { Queryable } from "../events";
import { sliceOf, streamCategory } from "../store/stream-name";
import type { EventCopy } from "./convert-copies";

// In the order of the events that they are copies of, over all streams, in one round trip.
const APPEND = `
select a.outcome, e.stream, e.expected::text as expected, a.last_version::text as version, a.last_position::text as position
  from unnest($1::text[], $2::text[], $3::smallint[], $4::bigint[], $5::uuid[], $6::text[], $7::smallint[], $8::text[],
              $9::text[], $10::timestamptz[])
       with ordinality as e (stream, category, slice, expected, id, type, schema_version, data, metadata, at, place)
 cross join lateral foldline.append(e.stream, e.category, e.slice, e.expected, array[e.id], array[e.type],
                                    array[e.schema_version], array[e.data], array[e.metadata], array[e.at]) a
 order by e.place`;

interface Appended {
  readonly outcome: string;
  readonly stream: string;
  readonly expected: string;
  readonly version: string;
  readonly position: string;
}

const VERSIONS = "select stream_id, version::float8 as version from foldline.streams where stream_id = any ($1)";

/** What appending some copies came to. */
export interface AppendedCopies {
  /** Streams that began with them. */
  readonly begun: number;
  /** The positions of the first and the last of them. */
  readonly first: string | null;
  readonly last: string | null;
}

/** Appends copies inside a transaction; says how many streams began with them, and where they lie. */
export async function appendCopies(client: Queryable, copies: readonly EventCopy[]): Promise<AppendedCopies> {
  if (copies.length === 0) return { begun: 0, first: null, last: null };
  const expected = await expectedVersions(client, copies);
  const { rows } = await client.query<Appended>(APPEND, [
    copies.map(({ streamId }) => streamId),
    copies.map(({ streamId }) => streamCategory(streamId)),
    copies.map(({ streamId }) => sliceOf(streamId)),
    expected,
    copies.map(({ columns }) => columns.eventId),
    copies.map(({ columns }) => columns.type),
    copies.map(({ columns }) => columns.schemaVersion),
    copies.map(({ columns }) => columns.data),
    copies.map(({ columns }) => columns.metadata),
    copies.map(({ columns }) => columns.occurredAt),
  ]);
  const refused = rows.find(({ outcome }) => outcome !== "appended");
  if (refused !== undefined) {
    throw new WrongExpectedVersionError(refused.stream, Number(refused.expected), Number(refused.version));
  }
  return {
    begun: expected.filter((version) => version === 0).length,
    first: rows[0]?.position ?? null,
    last: rows.at(-1)?.position ?? null,
  };
}

/** The version that each copy finds its stream at. */
async function expectedVersions(client: Queryable, copies: readonly EventCopy[]): Promise<number[]> {
  const ids = [...new Set(copies.map(({ streamId }) => streamId))];
  const { rows } = await client.query<{ stream_id: string; version: number }>(VERSIONS, [ids]);
  const versions = new Map(rows.map(({ stream_id, version }) => [stream_id, version]));
  return copies.map(({ streamId }) => {
    const version = versions.get(streamId) ?? 0;
    versions.set(streamId, version + 1);
    return version;
  });
}
