"use client";
import { useCallback, useRef, useState } from "react";
import type { DiffEvent, DiffPlace, DiffSetBy } from "@/components/diff/set-by";
import { fetchSetBy, type SetByRequest } from "@/lib/api/stream-set-by";
import { type CompareSide, isOneHistory } from "./compare-sides";

interface At {
  readonly side: CompareSide;
  readonly version: number;
}

const BATCH = 100;
const GATHER_MS = 40;

/**
 * Which event made each difference that comes into sight: of two points of one history, the last between them that
 * touched it; else the last one of the side that has the value.
 */
export function useSetBy(a: At, b: At, onGoTo: DiffSetBy["onGoTo"]): DiffSetBy {
  const key = JSON.stringify([a, b]);
  const known = useRef({ key, events: new Map<string, DiffEvent | Error | null>(), asked: new Set<string>() });
  if (known.current.key !== key) known.current = { key, events: new Map(), asked: new Set() };
  const waiting = useRef<readonly DiffPlace[]>([]);
  const [, setRead] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the two sides.
  const ask = useCallback(async () => {
    const memory = known.current;
    const places = waiting.current.filter((place) => !memory.asked.has(keyOf(place)));
    waiting.current = [];
    for (const place of places) memory.asked.add(keyOf(place));
    for (const { at, request, batch } of requestsFor(places, a, b)) {
      const answer = await answered(at.side.streamId, request);
      for (const [index, place] of batch.entries()) {
        memory.events.set(keyOf(place), answer instanceof Error ? answer : (answer[index] ?? null));
      }
      if (known.current === memory) setRead((count) => count + 1);
    }
  }, [key]);
  const want = useCallback(
    (places: readonly DiffPlace[]) => {
      if (waiting.current.length === 0) setTimeout(() => void ask(), GATHER_MS);
      waiting.current = [...waiting.current, ...places];
    },
    [ask],
  );
  const events = known.current.events;
  const eventOf = (place: DiffPlace) => events.get(keyOf(place));
  return { want, eventOf, onGoTo };
}

const TRIES = 3;

async function answered(streamId: string, request: SetByRequest): Promise<readonly (DiffEvent | null)[] | Error> {
  for (let tried = 1; ; tried += 1) {
    try {
      return (await fetchSetBy(streamId, request)).setBy;
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
  readonly at: At;
  readonly request: SetByRequest;
  readonly batch: readonly DiffPlace[];
}

function requestsFor(places: readonly DiffPlace[], a: At, b: At): Batch[] {
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
