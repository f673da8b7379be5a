import "server-only";
import type { SetByAnswer, SetByRequest } from "@/lib/api/stream-set-by";
import { authorize } from "@/lib/auth/authorize";
import { lastChanges } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { askedVersion } from "./asked-version";
import { foldedInTime } from "./folded-in-time";
import { foldContext } from "./stream-fold";

// It folds on the web server: of a longer way only the newest events are looked at, and those for so long.
const MOST_EVENTS = 20_000;
const WITHIN_MS = 2_000;

/** For each of some values of a stream's state the last event between two versions that changed it. */
export async function readSetBy(streamId: string, request: SetByRequest): Promise<SetByAnswer> {
  await authorize("viewer");
  const startedAt = performance.now();
  const { values, after, upTo, reducer, draft } = request;
  await askedVersion(streamId, upTo);
  if (after > upTo) throw new AppError("`after` is the earlier of the two versions.", { code: "invalid" });
  const from = Math.max(after, upTo - MOST_EVENTS) + 1;
  const context = await foldContext(streamId, { reducer, draft });
  const found = await foldedInTime(
    lastChanges(context, streamId, values, { after, from, to: upTo, withinMs: WITHIN_MS }),
  );
  return {
    streamId,
    setBy: [...found.changes],
    from: found.from,
    upTo: found.upTo,
    elapsedMs: performance.now() - startedAt,
  };
}
