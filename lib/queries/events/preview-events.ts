import "server-only";
import type { Projection, ReadableEvent, StoredEvent, UpcasterChain } from "@/lib/engine";
import { store } from "@/lib/store";
import { isStorable } from "../storable";
import { wholeChain } from "../upcasters/whole-chain";

const MAX_STREAMS = 40;
const MAX_OF_A_STREAM = 200;
const MAX_OF_A_TYPE = 400;

interface Choice {
  readonly key: string | null;
  readonly perType: number;
}

/**
 * The stored events that a preview folds, in order. Keyed by the stream: the first events of the streams that the newest
 * of each type are in, so that rows begin where they really begin. Keyed otherwise: the newest of each type.
 */
export async function previewEvents(
  projection: Projection,
  { key, perType }: Choice,
): Promise<{ events: ReadableEvent[]; complete: boolean }> {
  const current = await wholeChain();
  const stored =
    projection.keyedBy === "stream"
      ? await firstOfStreams(key === null ? await someStreams(projection, current, perType) : [key])
      : await newest(projection, current, key === null ? perType * 4 : MAX_OF_A_TYPE);
  const events = stored
    .flatMap((event) => {
      const read = current.tryUpcast(event);
      return read.ok ? read.events : [];
    })
    .filter(({ type }) => projection.handlerOf(type) !== undefined);
  return { events, complete: projection.keyedBy === "stream" };
}

async function someStreams(projection: Projection, current: UpcasterChain, perType: number): Promise<string[]> {
  const lists = await newestByType(projection, current, perType);
  const streams = new Set<string>();
  // One of each type in turn: a type with few streams is not crowded out.
  for (let index = 0; index < perType; index++) {
    for (const events of lists) {
      const event = events[index];
      if (event !== undefined && streams.size < MAX_STREAMS) streams.add(event.streamId);
    }
  }
  return [...streams];
}

async function firstOfStreams(streams: readonly string[]): Promise<StoredEvent[]> {
  const readable = streams.filter((stream) => stream !== "" && !stream.startsWith("$") && isStorable(stream));
  const lists = await Promise.all(readable.map((stream) => store.readStream(stream, { limit: MAX_OF_A_STREAM })));
  return lists.flat();
}

async function newest(projection: Projection, current: UpcasterChain, perType: number): Promise<StoredEvent[]> {
  const events = (await newestByType(projection, current, Math.min(perType, MAX_OF_A_TYPE))).flat();
  const byPosition = new Map(events.map((event) => [event.position, event]));
  return [...byPosition.values()].toSorted((a, b) => (a.position < b.position ? -1 : 1));
}

async function newestByType(projection: Projection, current: UpcasterChain, limit: number): Promise<StoredEvent[][]> {
  const named = (projection.types ?? []).map((type) => ({ types: current.sourcesOf([type]) }));
  const filters = projection.types === null ? [{}] : named;
  const lists = await Promise.all(filters.map((filter) => store.readAll(filter, { direction: "backwards", limit })));
  return lists.map((events) => events.filter(({ streamId }) => !streamId.startsWith("$")));
}
