import "server-only";
import type { QueryClient } from "@tanstack/react-query";
import { type CompareSide, compareSide, sideRequest } from "@/components/compare/compare-sides";
import { type CompareUrl, sideUrl } from "@/components/compare/compare-url";
import { sideStateQuery } from "@/components/compare/side-queries";
import { AppError } from "@/lib/errors";
import { readStreamState } from "@/lib/queries/streams/stream-state";

// Larger states would be most of the page: the browser asks for them while the page is being shown.
const MOST_CHARACTERS = 200_000;

interface Here {
  readonly streamId: string;
  readonly last: number;
  readonly version: number;
}

/** Gives the page the two states that its address compares, when they are small. */
export async function prefetchComparison(client: QueryClient, url: CompareUrl, here: Here): Promise<void> {
  const a = compareSide("a", sideUrl(url, "a"), { ...here, otherwise: Math.max(0, here.version - 1) });
  const b = compareSide("b", sideUrl(url, "b"), { ...here, otherwise: here.version });
  await Promise.all([prefetchSide(client, a), prefetchSide(client, b)]);
}

async function prefetchSide(client: QueryClient, side: CompareSide): Promise<void> {
  try {
    const state = await readStreamState(side.streamId, sideRequest(side));
    if (state.stateText.length <= MOST_CHARACTERS) client.setQueryData(sideStateQuery(side).queryKey, state);
  } catch (error) {
    // The side that cannot be read says so in its place, when the browser asks for it.
    if (!(error instanceof AppError)) throw error;
  }
}
