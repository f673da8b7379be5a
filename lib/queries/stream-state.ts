import "server-only";
import type { StreamState, StreamStateRequest } from "@/lib/api/stream-state";
import { authorize } from "@/lib/auth/authorize";
import { type StateAt, type StateContext, startFold, stateAt, stringifyLossless } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { diffJson } from "@/lib/format/json-diff";
import { leafPaths } from "@/lib/format/json-tree";
import { store } from "@/lib/store";
import { statePoint } from "./state-point";
import { isStorable } from "./storable";
import { streamNotFound } from "./stream";
import { describeReducer, type FollowedFold, foldContext, followFold, plainState, problemInWords } from "./stream-fold";

/** The state of a stream at a version, a position or an instant, with what the event there set. */
export async function readStreamState(
  streamId: string,
  { reducer, ...asOf }: StreamStateRequest,
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
  const context = await foldContext(streamId, { reducer });
  const result = await stateAt(context, streamId, point);
  const state = plainState(result.state);
  const whole = result.leftOut.length === 0;
  const [before, followed] = whole
    ? await Promise.all([
        stateBefore(context, streamId, result),
        followFold(context, streamId, { after: 0, upTo: result.version }),
      ])
    : [state, null];
  const { changes } = diffJson(before, state);
  return {
    streamId,
    version: result.version,
    stateText: stringifyLossless(state),
    reducer: describeReducer(context),
    fromSnapshot: result.fromSnapshot,
    eventsRead: result.eventsRead,
    leftOut: [...result.leftOut],
    elapsedMs: result.elapsedMs,
    problems: result.problems.map(problemInWords),
    setHere: changes.flatMap((change) => (change.kind === "removed" ? [] : leafPaths(change.after, change.path))),
    removedHere: changes.filter((change) => change.kind === "removed").map((change) => change.path),
    blame: followed === null ? null : blameOf(followed, state),
  };
}

function blameOf({ blame, types }: FollowedFold, state: unknown): StreamState["blame"] {
  const leaves = Object.entries(blame.leavesOf(state));
  return Object.fromEntries(leaves.map(([path, version]) => [path, { version, type: types.get(version) ?? null }]));
}

async function stateBefore(context: StateContext<unknown>, streamId: string, at: StateAt<unknown>): Promise<unknown> {
  if (at.version === 0) return plainState(at.state);
  if (at.version === 1) return plainState(startFold(context.reducer, context.chain, context.reducer.initial).state());
  return plainState((await stateAt(context, streamId, { version: at.version - 1 })).state);
}
