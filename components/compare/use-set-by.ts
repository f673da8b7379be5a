"use client";
import { useMemo, useState } from "react";
import type { DiffSetBy } from "@/components/diff/set-by";
import { type SideAt, setByMemory } from "./set-by-memory";

/**
 * Which event made each difference that comes into sight: of two points of one history, the last between them that
 * touched it; else the last one of the side that has the value.
 */
export function useSetBy(a: SideAt, b: SideAt, onGoTo: DiffSetBy["onGoTo"]): DiffSetBy {
  const [, setRead] = useState(0);
  const key = JSON.stringify([a, b]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the two sides.
  const memory = useMemo(() => setByMemory(a, b, () => setRead((count) => count + 1)), [key]);
  return { ...memory, onGoTo };
}
