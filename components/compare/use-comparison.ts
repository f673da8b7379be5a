"use client";
import { useQuery } from "@tanstack/react-query";
import { streamPointQuery } from "@/lib/api/stream-point";
import { type CompareSide, compareSide, type SideName } from "./compare-sides";
import { type CompareUrl, sideUrl } from "./compare-url";

/** The two sides of a comparison, and their versions where they are of the page's own stream; -1 elsewhere. */
export interface Comparison {
  readonly sides: Readonly<Record<SideName, CompareSide>>;
  readonly a: number;
  readonly b: number;
}

interface Here {
  readonly streamId: string;
  readonly last: number;
  readonly version: number;
}

/** The comparison that the address asks for; null when it asks for none. */
export function useComparison(url: CompareUrl, isComparing: boolean, here: Here): Comparison | null {
  const a = compareSide("a", sideUrl(url, "a"), { ...here, otherwise: Math.max(0, here.version - 1) });
  const b = compareSide("b", sideUrl(url, "b"), { ...here, otherwise: here.version });
  const [versionA, versionB] = [useVersionHere(a, isComparing), useVersionHere(b, isComparing)];
  return isComparing ? { sides: { a, b }, a: versionA, b: versionB } : null;
}

function useVersionHere({ streamId, isHere, asOf }: CompareSide, isComparing: boolean): number {
  const isSought = isHere && asOf.version === undefined;
  const { data } = useQuery({ ...streamPointQuery(streamId, asOf), enabled: isComparing && isSought });
  if (!isHere) return -1;
  return asOf.version ?? data?.version ?? -1;
}
