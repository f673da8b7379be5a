import "server-only";
import type { EventPlace } from "@/lib/api/event-type-shape";
import type { Queryable } from "@/lib/engine";

const PLACES = "select position, stream_id, version from foldline.events where position = any ($1::bigint[])";

/** Where the events of these positions stand, by position. */
export async function eventPlaces(
  db: Queryable,
  positions: readonly bigint[],
): Promise<ReadonlyMap<bigint, EventPlace>> {
  const { rows } = await db.query<{ position: string; stream_id: string; version: string }>(PLACES, [
    positions.map(String),
  ]);
  return new Map(
    rows.map(({ position, stream_id, version }) => [
      BigInt(position),
      { streamId: stream_id, version: Number(version) },
    ]),
  );
}
