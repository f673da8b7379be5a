import "server-only";
import type { z } from "zod";
import type { SnapshotCost, SnapshotCostQuery } from "@/lib/api/snapshots";
import { authorize } from "@/lib/auth/authorize";
import { type StateAt, stateAt, stringifyLossless } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { formatCount } from "@/lib/format/number";
import { store } from "@/lib/store";
import { isStorable } from "../storable";
import { foldedInTime } from "../streams/folded-in-time";
import { streamNotFound } from "../streams/stream";
import { foldContext } from "../streams/stream-fold";

// About ten seconds of the web server, page by page beside everybody else.
const MOST_EVENTS = 500_000;
const WITHIN_MS = 30_000;

/** Folds a state with the snapshots there are, and from the first event on; and whether both come to the same. */
export async function measureSnapshotCost(
  streamId: string,
  { version, reducer }: z.output<typeof SnapshotCostQuery>,
): Promise<SnapshotCost> {
  await authorize("viewer");
  const last = isStorable(streamId) ? await store.streamVersion(streamId) : 0;
  if (last === 0) throw streamNotFound(streamId);
  const upTo = Math.min(version ?? last, last);
  if (upTo > MOST_EVENTS) {
    throw new AppError(
      `A fold of ${formatCount(upTo)} events is too long to measure here; up to ${formatCount(MOST_EVENTS)} are.`,
      {
        code: "conflict",
      },
    );
  }
  const context = { ...(await foldContext(streamId, { reducer })), keepSnapshots: false, withinMs: WITHIN_MS };
  const [quick, whole] = [
    await foldedInTime(stateAt(context, streamId, { version: upTo })),
    await foldedInTime(stateAt({ ...context, withoutSnapshots: true }, streamId, { version: upTo })),
  ];
  return {
    version: upTo,
    with: measured(quick),
    without: measured(whole),
    same: stringifyLossless(quick.state) === stringifyLossless(whole.state),
  };
}

function measured({ elapsedMs, eventsRead, fromSnapshot }: StateAt<unknown>): SnapshotCost["with"] {
  return { elapsedMs, eventsRead, fromSnapshot };
}
