import "server-only";
import type { ReadStateRequest, StreamState } from "@/lib/api/stream-state";
import { authorize } from "@/lib/auth/authorize";
import { stateAt, streamCategory, stringifyLossless } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { store } from "@/lib/store";
import { reducersOf } from "../reducers/reducers";
import { isStorable } from "../storable";
import { foldedInTime } from "./folded-in-time";
import { pathsSetBy } from "./set-here";
import { statePoint } from "./state-point";
import { streamNotFound } from "./stream";
import { describeReducer, foldContext, problemInWords } from "./stream-fold";

/** The state of a stream at a version, a position or an instant, with what the event there set. */
export async function readStreamState(
  streamId: string,
  { reducer, draft, detail = "full", ...asOf }: ReadStateRequest,
): Promise<StreamState> {
  await authorize("viewer");
  const current = isStorable(streamId) ? await store.streamVersion(streamId) : 0;
  if (current === 0) throw streamNotFound(streamId);
  const point = statePoint(asOf);
  if ((point.version ?? 0) > current) {
    throw new AppError(`The stream is at version ${current}; there is no version ${point.version} yet.`, {
      code: "not-found",
      details: { streamId, actual: current },
    });
  }
  const context = await foldContext(streamId, { reducer, draft });
  const result = await foldedInTime(stateAt(context, streamId, point));
  const whole = result.leftOut.length === 0;
  const isFull = whole && detail === "full";
  return {
    streamId,
    version: result.version,
    stateText: stringifyLossless(result.state),
    reducer: describeReducer(context.reducer),
    reducers: (await reducersOf(streamCategory(streamId))).map(describeReducer),
    fromSnapshot: result.fromSnapshot,
    eventsRead: result.eventsRead,
    leftOut: [...result.leftOut],
    elapsedMs: result.elapsedMs,
    problems: result.problems.map(problemInWords),
    ...(isFull ? await foldedInTime(pathsSetBy(context, streamId, result.version)) : { setHere: [], removedHere: [] }),
  };
}
