import "server-only";
import { type FileState, FileStateRequest, MAX_CHARACTERS } from "@/lib/api/file-state";
import type { EventDetail } from "@/lib/api/stream";
import { authorize } from "@/lib/auth/authorize";
import {
  isMasked,
  parseLossless,
  readLinesAsEvents,
  type StoredEvent,
  startFold,
  stringifyLossless,
  type UpcasterChain,
} from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { formatCount } from "@/lib/format/number";
import { toEventItem } from "../events/event-item";
import { changedOnRead } from "./changed-on-read";
import { pathsBetween } from "./set-here";
import { toSteps } from "./stream-event";
import { describeReducer, foldContext, problemInWords } from "./stream-fold";

/** Reads and folds events of one stream that are stored nowhere, and leaves nothing behind. */
export async function readFileState(input: unknown): Promise<FileState> {
  await authorize("viewer");
  const { lines, after, stateText } = FileStateRequest.parse(input);
  if (lines.reduce((sum, line) => sum + line.length, 0) > MAX_CHARACTERS) {
    throw new AppError(`The lines have more than ${formatCount(MAX_CHARACTERS)} characters. Send them in pieces.`, {
      code: "too-large",
    });
  }
  const startedAt = performance.now();
  const read = readLinesAsEvents(lines, after);
  const events = read.flatMap((each) => ("event" in each ? [each.event] : []));
  const streamId = streamOf(events);
  const context = await foldContext(streamId);
  const fold = startFold(context.reducer, context.chain, beginning(stateText) ?? context.reducer.initial);
  const version = after + lines.length;
  let before = fold.state();
  for (const event of events) {
    if (event.version === version) before = fold.state();
    fold.apply(event);
  }
  const last = read.at(-1);
  const isEvent = last !== undefined && "event" in last;
  if (!isEvent) before = fold.state();
  const [beforeText, text] = [stringifyLossless(before), stringifyLossless(fold.state())];
  return {
    state: {
      streamId,
      version,
      stateText: text,
      reducer: describeReducer(context.reducer),
      reducers: [describeReducer(context.reducer)],
      fromSnapshot: after === 0 ? null : after,
      eventsRead: lines.length,
      leftOut: [],
      elapsedMs: performance.now() - startedAt,
      problems: fold.problems.map(problemInWords),
      ...pathsBetween(before, fold.state()),
    },
    beforeText,
    event: isEvent ? detailOf(last.event, last.metadataText, context.chain) : null,
    masked: isEvent && isMasked(last.event.metadata.cloudEvent?.extensions ?? {}),
    unreadable: read.flatMap((each) => ("event" in each ? [] : [{ version: each.version, message: each.problem }])),
  };
}

function streamOf(events: readonly StoredEvent[]): string {
  const [first] = events;
  const other = events.find(({ streamId }) => streamId !== first?.streamId);
  if (first === undefined || other === undefined) return first?.streamId ?? "";
  throw new AppError(`The lines are of one stream; these are of ${first.streamId} and ${other.streamId}.`, {
    code: "invalid",
  });
}

function beginning(stateText: string | null): unknown {
  if (stateText === null) return undefined;
  try {
    return parseLossless(stateText);
  } catch (cause) {
    throw new AppError("The state before the lines is not valid JSON.", { code: "invalid", cause });
  }
}

/** An event as the page of a stream has it; what only a store knows of it is not known. */
function detailOf(event: StoredEvent, metadataText: string, chain: UpcasterChain): EventDetail {
  const trace = chain.trace(event);
  return {
    event: { ...toEventItem(event, chain, "none"), dataText: event.dataText, metadataText },
    readAs: trace.events.map(({ type, schemaVersion, dataText }) => ({ type, schemaVersion, dataText })),
    steps: toSteps(trace),
    changes: changedOnRead(trace),
    problem: trace.error?.message ?? null,
    correlated: null,
    deadLetters: [],
    causation: { cause: null, missingCause: null, effects: [], effectCount: 0 },
    heldBackBy: [],
  };
}
