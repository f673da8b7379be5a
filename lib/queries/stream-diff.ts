import "server-only";
import type { DiffRange, StreamDiff } from "@/lib/api/stream-diff";
import { authorize } from "@/lib/auth/authorize";
import { stateAt } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { diffJson } from "@/lib/format/json-diff";
import { jsonTextOf } from "@/lib/format/json-tree";
import { store } from "@/lib/store";
import { isStorable } from "./storable";
import { streamNotFound } from "./stream";
import { foldContext, followFold, plainState, problemInWords } from "./stream-fold";

/** What differs between the states of a stream at two versions, and which event made each difference. */
export async function diffStreamStates(streamId: string, range: DiffRange): Promise<StreamDiff> {
  await authorize("viewer");
  const startedAt = performance.now();
  const current = isStorable(streamId) ? await store.streamVersion(streamId) : 0;
  if (current === 0) throw streamNotFound(streamId);
  const [low, high] = [Math.min(range.a, range.b), Math.max(range.a, range.b)];
  if (high > current) {
    throw new AppError(`The stream is at version ${current}; there is no version ${high} yet.`, {
      code: "not-found",
      details: { streamId, actual: current },
    });
  }
  const context = await foldContext(streamId);
  const [a, b, followed, ends] = await Promise.all([
    stateAt(context, streamId, { version: range.a }),
    stateAt(context, streamId, { version: range.b }),
    followFold(context, streamId, { after: low, upTo: high }),
    Promise.all([readEnd(streamId, range.a), readEnd(streamId, range.b)]),
  ]);
  const { changes, unchanged, order } = diffJson(plainState(a.state), plainState(b.state));
  const problems = new Map([...a.problems, ...b.problems].map((problem) => [problem.version, problem]));
  return {
    streamId,
    a: ends[0],
    b: ends[1],
    changes: changes.map(({ path, kind, before, after }) => {
      const version = followed?.blame.lastChange(path) ?? null;
      return {
        path,
        kind,
        before: kind === "added" ? null : jsonTextOf(before),
        after: kind === "removed" ? null : jsonTextOf(after),
        setBy: version === null ? null : { version, type: followed?.types.get(version) ?? null },
      };
    }),
    unchanged: [...unchanged],
    order: [...order],
    problems: [...problems.values()].map(problemInWords),
    elapsedMs: performance.now() - startedAt,
  };
}

async function readEnd(streamId: string, version: number): Promise<StreamDiff["a"]> {
  const [event] = version === 0 ? [] : await store.readStream(streamId, { from: version, to: version });
  return { version, occurredAt: event?.occurredAt.toISOString() ?? null, type: event?.type ?? null };
}
