import "server-only";
import type { TimelineChunk, TimelineRange } from "@/lib/api/stream-timeline";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { store } from "@/lib/store";
import { isStorable } from "../storable";
import { streamNotFound } from "./stream";

// Payloads stay in their pages: a chunk is one walk along the primary key.
const TIMELINE = `
  select type, floor(extract(epoch from occurred_at) * 1000)::float8, metadata ->> 'correlationId'
  from foldline.events
  where stream_id = $1 and version >= $2 and version < $2 + $3
  order by version`;

type Row = readonly [type: string, at: number, correlationId: string | null];

/** Type, time and correlation of some versions of a stream; an AppError "not-found" when there is no such stream. */
export async function readStreamTimeline(streamId: string, { from, limit }: TimelineRange): Promise<TimelineChunk> {
  await authorize("viewer");
  const version = isStorable(streamId) ? await store.streamVersion(streamId) : 0;
  if (version === 0) throw streamNotFound(streamId);
  const { rows } = await pool.query<Row[]>({ text: TIMELINE, values: [streamId, from, limit], rowMode: "array" });
  const types = dictionary();
  const correlations = dictionary();
  const chunk = { type: [] as number[], at: [] as number[], correlation: [] as number[] };
  let before = 0;
  for (const [type, at, correlationId] of rows as unknown as readonly Row[]) {
    chunk.type.push(types.place(type));
    chunk.at.push(at - before);
    chunk.correlation.push(correlationId === null ? -1 : correlations.place(correlationId));
    before = at;
  }
  return { streamId, version, from, types: types.words, correlations: correlations.words, ...chunk };
}

function dictionary() {
  const places = new Map<string, number>();
  const words: string[] = [];
  return {
    words,
    place(word: string): number {
      const known = places.get(word);
      if (known !== undefined) return known;
      places.set(word, words.length);
      return words.push(word) - 1;
    },
  };
}
