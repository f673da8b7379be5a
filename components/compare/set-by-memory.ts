import type { DiffEvent, DiffPlace, DiffSetBy } from "@/components/diff/set-by";
import { fetchSetBy, type SetByRequest } from "@/lib/api/stream-set-by";
import { type CompareSide, isOneHistory } from "./compare-sides";

/** A side of a comparison, and the version at which its state was found. */
export interface SideAt {
  readonly side: CompareSide;
  readonly version: number;
}

type Answered = Pick<Awaited<ReturnType<typeof fetchSetBy>>, "setBy">;
type Ask = (streamId: string, request: SetByRequest) => Promise<Answered>;

const BATCH = 100;
const GATHER_MS = 40;

/**
 * What is known of the events that made the differences between two sides. It belongs to this pair of sides: what is asked
 * late, or answered late, is about them, whatever the page compares by then.
 */
export function setByMemory(a: SideAt, b: SideAt, onRead: () => void, ask: Ask = fetchSetBy) {
  const events = new Map<string, DiffEvent | Error | null>();
  const asked = new Set<string>();
  let waiting: DiffPlace[] = [];
  const askAll = async () => {
    const places = waiting;
    waiting = [];
    for (const { at, request, batch } of requestsFor(places, a, b)) {
      const answer = await answered(() => ask(at.side.streamId, request));
      for (const [index, place] of batch.entries()) {
        events.set(keyOf(place), answer instanceof Error ? answer : (answer[index] ?? null));
      }
      onRead();
    }
  };
  return {
    eventOf: (place: DiffPlace) => events.get(keyOf(place)),
    want(places: readonly DiffPlace[]) {
      const unasked = places.filter((place) => !asked.has(keyOf(place)));
      if (unasked.length === 0) return;
      for (const place of unasked) asked.add(keyOf(place));
      if (waiting.length === 0) setTimeout(() => void askAll(), GATHER_MS);
      waiting.push(...unasked);
    },
  } satisfies Omit<DiffSetBy, "onGoTo">;
}

const TRIES = 3;

async function answered(ask: () => Promise<Answered>): Promise<Answered["setBy"] | Error> {
  for (let tried = 1; ; tried += 1) {
    try {
      return (await ask()).setBy;
    } catch (error) {
      if (tried === TRIES) return error instanceof Error ? error : new Error(String(error));
      await new Promise((resolve) => setTimeout(resolve, tried * 1_000));
    }
  }
}

function keyOf({ side, path }: DiffPlace): string {
  return `${side} ${path}`;
}

interface Batch {
  readonly at: SideAt;
  readonly request: SetByRequest;
  readonly batch: readonly DiffPlace[];
}

function requestsFor(places: readonly DiffPlace[], a: SideAt, b: SideAt): Batch[] {
  const isOne = isOneHistory(a.side, b.side);
  const [low, high] = a.version <= b.version ? [a, b] : [b, a];
  const sides = isOne
    ? [places]
    : [places.filter(({ side }) => side === "before"), places.filter(({ side }) => side === "after")];
  return sides.flatMap((of): Batch[] =>
    batchesOf(of).map((batch) => {
      const own = batch[0]?.side === "before" ? a : b;
      const at = isOne ? high : own;
      const values = batch.map(({ side, places: path, placed }) => ({
        in: isOne && (side === "before" ? a : b) === low && low !== high ? ("first" as const) : ("last" as const),
        path: [...path],
        placed,
      }));
      const { reducer, draft } = at.side;
      const request = {
        after: isOne ? low.version : 0,
        upTo: at.version,
        values,
        ...(reducer === null ? {} : { reducer }),
        ...(draft === null ? {} : { draft }),
      };
      return { at, request, batch };
    }),
  );
}

function batchesOf(places: readonly DiffPlace[]): DiffPlace[][] {
  return Array.from({ length: Math.ceil(places.length / BATCH) }, (_, index) =>
    places.slice(index * BATCH, (index + 1) * BATCH),
  );
}
