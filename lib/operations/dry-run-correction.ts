import "server-only";
import { type CorrectionDryRun, CorrectionRequest } from "@/lib/api/corrections";
import { authorize } from "@/lib/auth/authorize";
import {
  changedEvents,
  type NewEvent,
  type StateProblem,
  type StoredEvent,
  startFold,
  stateAt,
  stringifyLossless,
} from "@/lib/engine";
import { correctionReaders } from "@/lib/queries/events/correction-readers";
import { toEventItem } from "@/lib/queries/events/event-item";
import { isStorable } from "@/lib/queries/storable";
import { foldedInTime } from "@/lib/queries/streams/folded-in-time";
import { streamNotFound } from "@/lib/queries/streams/stream";
import { toSteps } from "@/lib/queries/streams/stream-event";
import { describeReducer, foldContext, plainState, problemInWords } from "@/lib/queries/streams/stream-fold";
import { chain, schemas, store } from "@/lib/store";
import { refuseOwnStream } from "./append-refusals";
import { correctionEvent } from "./correction-event";
import { tryAppend } from "./try-append";

const MOST_BETWEEN = 50;

/**
 * Says what a correcting event would do: it is appended, with what runs in the append, and taken back. What other
 * readers would make of it is told by their state. Needs an admin, as the append does.
 */
export async function dryRunCorrection(streamId: string, input: unknown): Promise<CorrectionDryRun> {
  const operator = await authorize("admin");
  const startedAt = performance.now();
  const request = CorrectionRequest.parse(input);
  refuseOwnStream(streamId);
  const actual = isStorable(streamId) ? await store.streamVersion(streamId) : 0;
  if (actual === 0) throw streamNotFound(streamId);
  const event = await correctionEvent(operator, streamId, request, null);
  const attempt = await tryAppend(streamId, request.expectedVersion, event);
  const [upcasters, context] = await Promise.all([chain(), foldContext(streamId)]);
  const expected = Math.min(request.expectedVersion, actual);
  const before = await foldedInTime(stateAt(context, streamId, { version: expected }));
  const added = attempt.storable ? await asStored(streamId, expected, event) : null;
  const fold = startFold(context.reducer, context.chain, before.state);
  if (added !== null) fold.apply(added);
  const trace = added === null ? null : upcasters.trace(added);
  const { type, schemaVersion } = request.event;
  const readers = await correctionReaders(streamId, { type, schemaVersion }, upcasters);
  return {
    streamId,
    expectedVersion: request.expectedVersion,
    conflict: attempt.conflict === null ? null : await inBetween(streamId, request.expectedVersion, attempt.conflict),
    refusal: attempt.refusal,
    held: attempt.result?.appended === 0,
    version: attempt.result?.version ?? expected + 1,
    metadataText: stringifyLossless(event.metadata ?? {}),
    reducer: describeReducer(context.reducer),
    before: sideOf(before.state, before.problems),
    after: sideOf(fold.state(), [...before.problems, ...fold.problems]),
    readAs: (trace?.events ?? []).map(({ type, schemaVersion, dataText }) => ({ type, schemaVersion, dataText })),
    steps: trace === null ? [] : toSteps(trace),
    readProblem: trace?.error?.message ?? null,
    schema: await schemaFit(added),
    readers: readers.map((reader) =>
      reader.name === attempt.refusal?.projection ? { ...reader, outcome: "refuses" } : reader,
    ),
    elapsedMs: performance.now() - startedAt,
  };
}

async function asStored(streamId: string, version: number, event: NewEvent): Promise<StoredEvent | null> {
  const last = await store.readStream(streamId, { from: version, to: version });
  const insert = { ...event, occurredAt: event.occurredAt ?? new Date() };
  return changedEvents(last, [{ kind: "insert", after: version, place: 1, event: insert }]).at(-1) ?? null;
}

async function inBetween(
  streamId: string,
  expected: number,
  actual: number,
): Promise<NonNullable<CorrectionDryRun["conflict"]>> {
  const upcasters = await chain();
  const events = await store.readStream(streamId, { from: expected + 1, limit: MOST_BETWEEN });
  return { actual, between: events.map((event) => toEventItem(event, upcasters, "preview")) };
}

async function schemaFit(event: StoredEvent | null): Promise<CorrectionDryRun["schema"]> {
  if (event === null) return "none";
  const schema = (await schemas()).find(event.type, event.schemaVersion, "any");
  if (schema === null) return "none";
  return schema.check(event.dataText) === null ? "fits" : "misfit";
}

function sideOf(state: unknown, problems: readonly StateProblem[]): CorrectionDryRun["after"] {
  return { stateText: stringifyLossless(plainState(state)), problems: problems.map(problemInWords) };
}
