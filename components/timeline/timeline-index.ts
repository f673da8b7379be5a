import { TIMELINE_CHUNK, type TimelineChunk } from "@/lib/api/stream-timeline";

/** Type, time and correlation of the versions `first` to `last`, as far as they were read; entry 0 is `first`. */
export interface TimelineIndex {
  readonly first: number;
  readonly last: number;
  readonly types: readonly string[];
  /** Places in `types`; -1: not read yet. */
  readonly type: Int32Array;
  /** When it occurred, in ms. */
  readonly at: Float64Array;
  readonly correlations: readonly string[];
  /** Places in `correlations`; -1: none. */
  readonly correlation: Int32Array;
  /** How many of the versions were read. */
  readonly read: number;
}

/** What is known of the versions `first` to `last` from the chunks that have come. */
export function timelineIndex(
  { first, last }: { readonly first: number; readonly last: number },
  chunks: readonly TimelineChunk[],
): TimelineIndex {
  const size = last - first + 1;
  const type = new Int32Array(size).fill(-1);
  const at = new Float64Array(size);
  const correlation = new Int32Array(size).fill(-1);
  const types = mergedDictionary();
  const correlations = mergedDictionary();
  let read = 0;
  for (const chunk of chunks) {
    const placeOfType = chunk.types.map(types.place);
    const placeOfCorrelation = chunk.correlations.map(correlations.place);
    let time = 0;
    for (const [index, ofChunk] of chunk.type.entries()) {
      time += chunk.at[index] ?? 0;
      const entry = chunk.from + index - first;
      if (entry < 0 || entry >= size) continue;
      type[entry] = placeOfType[ofChunk] ?? -1;
      at[entry] = time;
      correlation[entry] = placeOfCorrelation[chunk.correlation[index] ?? -1] ?? -1;
      read += 1;
    }
  }
  return { first, last, types: types.words, type, at, correlations: correlations.words, correlation, read };
}

/** A longer stream is listed in part: lists in a browser cannot be of any height. */
const MAX_CHUNKS = 12;

/** The chunks that are listed when `version` must be among them, those nearest to it first. */
export function chunksAround(version: number, last: number): { first: number; last: number; nearest: number[] } {
  const own = Math.floor((version - 1) / TIMELINE_CHUNK);
  const end = Math.floor((last - 1) / TIMELINE_CHUNK);
  const begin = Math.max(0, Math.min(own - MAX_CHUNKS / 2, end - MAX_CHUNKS + 1));
  const chunks = Array.from({ length: Math.min(MAX_CHUNKS, end - begin + 1) }, (_, index) => begin + index);
  return {
    first: begin * TIMELINE_CHUNK + 1,
    last: Math.min(last, (begin + chunks.length) * TIMELINE_CHUNK),
    nearest: chunks.toSorted((one, other) => Math.abs(one - own) - Math.abs(other - own)),
  };
}

function mergedDictionary() {
  const places = new Map<string, number>();
  const words: string[] = [];
  const place = (word: string): number => {
    const known = places.get(word);
    if (known !== undefined) return known;
    places.set(word, words.length);
    return words.push(word) - 1;
  };
  return { words, place };
}
