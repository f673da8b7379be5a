import "server-only";
import type { DiffRequest, StreamDiff } from "@/lib/api/stream-diff";
import type { StreamState } from "@/lib/api/stream-state";
import { authorize } from "@/lib/auth/authorize";
import { parseLossless, stringifyLossless } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { changesOf, type JsonChange } from "@/lib/format/diff/diff-changes";
import { countsOf } from "@/lib/format/diff/diff-counts";
import { diffJson } from "@/lib/format/diff/diff-json";
import { pathSegments } from "@/lib/format/json-path";
import { store } from "@/lib/store";
import { readSetBy } from "./stream-set-by";
import { readStreamState } from "./stream-state";

// Larger states are compared by the page, which has the time; here everybody else would wait.
const MOST_CHARACTERS = 2_000_000;
const MOST_CHANGES = 10_000;
const MOST_SET_BY = 200;

/** What differs between two states, each of a stream, at a point, by a reducer, with or without a draft upcaster. */
export async function diffStreamStates(streamId: string, request: DiffRequest): Promise<StreamDiff> {
  await authorize("viewer");
  const startedAt = performance.now();
  const [one, other] = [sideOf(streamId, request, "a"), sideOf(streamId, request, "b")];
  const a = await readSide(one);
  refuseTooLarge({ a: a.stateText.length });
  const b = await readSide(other);
  refuseTooLarge({ a: a.stateText.length, b: b.stateText.length });
  const root = diffJson(parseLossless(a.stateText), parseLossless(b.stateText));
  const changes = changesOf(root).slice(0, MOST_CHANGES);
  const isOneHistory = one.streamId === other.streamId && one.reducer === other.reducer && one.draft === other.draft;
  // A state that leaves out events amid its versions is none that the stream went through.
  const isBetween = isOneHistory && a.leftOut.length + b.leftOut.length === 0;
  const [setBy, ends] = await Promise.all([
    isBetween ? whoSet(changes, a, b, one) : [],
    Promise.all([endOf(a), endOf(b)]),
  ]);
  return {
    streamId,
    a: ends[0],
    b: ends[1],
    changes: changes.map(({ kind, path, from, before, after }, index) => ({
      kind,
      path,
      from,
      before: before === undefined ? null : stringifyLossless(before),
      after: after === undefined ? null : stringifyLossless(after),
      setBy: setBy[index] ?? null,
    })),
    counts: countsOf(root),
    elapsedMs: performance.now() - startedAt,
  };
}

function refuseTooLarge({ a, b = 0 }: { readonly a: number; readonly b?: number }): void {
  if (a + b <= MOST_CHARACTERS) return;
  throw new AppError(
    "The states are too large to be compared here; read both from /state, and compare them where you are.",
    { code: "invalid", details: { a, b, most: MOST_CHARACTERS } },
  );
}

type Side = ReturnType<typeof sideOf>;

function sideOf(streamId: string, request: DiffRequest, side: "a" | "b") {
  const position = request[`${side}Position`];
  const instant = request[`${side}Instant`];
  const clock = request[`${side}Clock`];
  return {
    streamId: request[`${side}Stream`] ?? streamId,
    reducer: request[`${side}Reducer`],
    draft: request[`${side}Draft`],
    asOf: { version: request[side], position, instant, clock },
  };
}

function readSide({ streamId, asOf, reducer, draft }: Side): Promise<StreamState> {
  return readStreamState(streamId, { ...asOf, reducer, draft, detail: "state" });
}

async function whoSet(changes: readonly JsonChange[], a: StreamState, b: StreamState, { reducer, draft }: Side) {
  const isForward = a.version <= b.version;
  const [after, upTo] = isForward ? [a.version, b.version] : [b.version, a.version];
  const values = changes.slice(0, MOST_SET_BY).map(({ kind, path, from }) => ({
    in: (kind === "removed") === isForward ? ("first" as const) : ("last" as const),
    path: pathSegments(path) ?? [],
    placed: kind === "moved" && parentOf(path) === parentOf(from ?? ""),
  }));
  return (await readSetBy(a.streamId, { after, upTo, reducer, draft, values })).setBy;
}

function parentOf(path: string): string {
  return path.replace(/\[\d+\]$/, "");
}

async function endOf({ streamId, version, reducer, leftOut, problems }: StreamState): Promise<StreamDiff["a"]> {
  const [event] = version === 0 ? [] : await store.readStream(streamId, { from: version, to: version });
  const { type = null, occurredAt } = event ?? {};
  return { streamId, version, reducer, occurredAt: occurredAt?.toISOString() ?? null, type, leftOut, problems };
}
