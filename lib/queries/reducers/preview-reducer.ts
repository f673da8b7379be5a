import "server-only";
import { type FailedEvent, type ReducerPreview, ReducerPreviewRequest } from "@/lib/api/reducer-preview";
import type { ReducerBody, ReducerProblem } from "@/lib/api/reducers";
import { authorize } from "@/lib/auth/authorize";
import {
  ConsoleReducerSchema,
  compileConsoleReducer,
  InvalidReducerError,
  type Reducer,
  type StoredEvent,
  startFold,
  type UpcasterChain,
} from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { store } from "@/lib/store";
import { isStorable } from "../storable";
import { wholeChain } from "../upcasters/whole-chain";
import { failedEvent } from "./fold-for-preview";
import { reducerProblems } from "./reducer-problems";
import { countStreamsOf, newestAndOldestStreams } from "./reducer-sample";

// It runs on the web server's event loop: expressions that are slow on every event must not hold up everybody else.
const MAX_FOLDING_MS = 1_000;
const MAX_EVENTS_OF_A_STREAM = 2_000;
const MAX_KINDS = 20;

/** The reducer of a definition that need not be saved, or the mistakes that keep it from running. */
export async function reducerOfDraft(
  definition: ReducerBody,
): Promise<{ readonly reducer: Reducer | null; readonly problems: ReducerProblem[] }> {
  const problems = await reducerProblems(nameless(definition));
  if (problems.some(({ severity }) => severity === "error")) return { reducer: null, problems };
  const parsed = ConsoleReducerSchema.parse(nameless(definition));
  try {
    return { reducer: compileConsoleReducer(parsed, 1) as Reducer, problems };
  } catch (error) {
    if (!(error instanceof InvalidReducerError)) throw error;
    throw new AppError(error.message, { code: "invalid", cause: error });
  }
}

/** Its name decides nothing about its states, and may still be missing. */
function nameless(definition: ReducerBody): ReducerBody {
  return { ...definition, name: "draft", description: "" };
}

/** Folds a sample of a category's streams with a definition: how many of the events it can fold, and how fast. */
export async function previewReducer(input: unknown): Promise<ReducerPreview> {
  await authorize("viewer");
  const { definition, streams: wanted } = ReducerPreviewRequest.parse(input);
  const { category } = definition;
  const { reducer, problems } = await reducerOfDraft(definition);
  const nothing = { streams: [], events: 0, failed: 0, ignored: 0, failures: [], microsecondsPerEvent: null };
  if (reducer === null || !isStorable(category)) return { problems, ...nothing, streamsOfCategory: 0, cut: false };
  const [chain, sample, streamsOfCategory] = await Promise.all([
    wholeChain(),
    newestAndOldestStreams(category, wanted),
    countStreamsOf(category),
  ]);
  const looksAt = readsOf(reducer, chain);
  const tally = { events: 0, failed: 0, ignored: 0, foldingMs: 0 };
  const streams: ReducerPreview["streams"] = [];
  const failures = new Map<string, FailedEvent & { events: number }>();
  let cut = false;
  for (const { streamId, version } of sample) {
    if (tally.foldingMs > MAX_FOLDING_MS) {
      cut = true;
      break;
    }
    const events = await store.readStream(streamId, { limit: MAX_EVENTS_OF_A_STREAM });
    const fold = startFold(reducer, chain, reducer.initial);
    const startedAt = performance.now();
    let folded = 0;
    for (const event of events) {
      if (tally.foldingMs + performance.now() - startedAt > MAX_FOLDING_MS) break;
      fold.apply(event);
      folded += 1;
      if (!looksAt(event)) tally.ignored += 1;
    }
    tally.foldingMs += performance.now() - startedAt;
    tally.events += folded;
    tally.failed += fold.problems.length;
    cut ||= folded < version;
    for (const problem of fold.problems) count(failures, failedEvent(definition, streamId, problem));
    streams.push({ streamId, events: folded, failed: fold.problems.length });
  }
  return {
    problems,
    streams,
    streamsOfCategory,
    events: tally.events,
    failed: tally.failed,
    ignored: tally.ignored,
    failures: [...failures.values()].toSorted((a, b) => b.events - a.events).slice(0, MAX_KINDS),
    microsecondsPerEvent: tally.events === 0 ? null : (tally.foldingMs * 1000) / tally.events,
    cut,
  };
}

/** Whether a reducer looks at what an event is read as today. */
function readsOf({ types }: Reducer, chain: UpcasterChain): (event: StoredEvent) => boolean {
  const known = new Map<string, boolean>();
  return ({ type, schemaVersion }) => {
    const schema = `${schemaVersion} ${type}`;
    const reads =
      known.get(schema) ?? chain.allReadAs({ type, schemaVersion }).some((end) => types?.includes(end.type) ?? true);
    known.set(schema, reads);
    return reads;
  };
}

/** Of the same expression on the same type, the first is kept, with how many there were. */
function count(failures: Map<string, FailedEvent & { events: number }>, failed: FailedEvent): void {
  const kind = `${failed.type} ${failed.path ?? failed.message}`;
  const known = failures.get(kind);
  if (known === undefined) failures.set(kind, { ...failed, events: 1 });
  else known.events += 1;
}
