import "server-only";
import type { StreamSnapshots } from "@/lib/api/snapshots";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { snapshotPolicies, streamCategory, streamSnapshots } from "@/lib/engine";
import { store } from "@/lib/store";
import { isStorable } from "../storable";
import { streamNotFound } from "../streams/stream";
import { foldContext } from "../streams/stream-fold";
import { currentHashes } from "./current-hashes";

const MOST = 500;

/** The snapshots of a stream, each checked, and how often one is kept. */
export async function listStreamSnapshots(streamId: string): Promise<StreamSnapshots> {
  await authorize("viewer");
  if (!isStorable(streamId) || (await store.streamVersion(streamId)) === 0) throw streamNotFound(streamId);
  const [snapshots, current, policies, { reducer }] = await Promise.all([
    streamSnapshots(pool, streamId, MOST),
    currentHashes(),
    snapshotPolicies(pool),
    foldContext(streamId),
  ]);
  const decided = policies.find(({ category }) => category === streamCategory(streamId));
  return {
    snapshots: snapshots.map(({ createdAt, ...snapshot }) => ({
      ...snapshot,
      createdAt: createdAt.toISOString(),
      stale: !current.has(snapshot.hash),
    })),
    every: decided === undefined ? (reducer.snapshotEvery ?? null) : decided.every,
  };
}
