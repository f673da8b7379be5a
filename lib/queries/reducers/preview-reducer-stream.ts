import "server-only";
import { type ReducerStream, ReducerStreamRequest } from "@/lib/api/reducer-preview";
import type { ReducerBody } from "@/lib/api/reducers";
import { authorize } from "@/lib/auth/authorize";
import {
  type Reducer,
  type StoredEvent,
  startFold,
  streamCategory,
  stringifyLossless,
  type UpcasterChain,
} from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { changesOf } from "@/lib/format/diff/diff-changes";
import { diffJson } from "@/lib/format/diff/diff-json";
import { leafPaths } from "@/lib/format/json-tree";
import { store } from "@/lib/store";
import { isStorable } from "../storable";
import { streamNotFound } from "../streams/stream";
import { plainState } from "../streams/stream-fold";
import { wholeChain } from "../upcasters/whole-chain";
import { failedEvent } from "./fold-for-preview";
import { reducerOfDraft } from "./preview-reducer";
import { isInferred, reducersOf } from "./reducers";

const MAX_EVENTS = 2_000;
const MAX_MS = 1_000;
const MAX_FAILURES = 50;

/** Folds one stream with a definition that need not be saved, and with the reducer that it would take the place of. */
export async function previewReducerStream(input: unknown): Promise<ReducerStream> {
  await authorize("viewer");
  const { definition, streamId, version: wanted } = ReducerStreamRequest.parse(input);
  const streamVersion = isStorable(streamId) ? await store.streamVersion(streamId) : 0;
  if (streamVersion === 0) throw streamNotFound(streamId);
  const { reducer, problems } = await reducerOfDraft(definition);
  if (reducer === null) {
    const message = problems.find(({ severity }) => severity === "error")?.message ?? "The definition has mistakes.";
    throw new AppError(message, { code: "invalid", details: { problems } });
  }
  const [chain, present, events] = await Promise.all([
    wholeChain(),
    presentReducer(definition, streamCategory(streamId)),
    store.readStream(streamId, { limit: MAX_EVENTS }),
  ]);
  const { drafted, today, ...followed } = follow({ draft: reducer, present }, chain, events, wanted);
  const shown = events.slice(0, drafted.changed.length);
  const failed = new Set(drafted.problems.map((problem) => problem.version));
  return {
    streamId,
    streamVersion,
    version: followed.version,
    steps: shown.map((event, index) => ({
      version: event.version,
      type: event.type,
      occurredAt: event.occurredAt.toISOString(),
      outcome: failed.has(event.version) ? "failed" : drafted.changed[index] === true ? "changed" : "unchanged",
    })),
    failures: drafted.problems.slice(0, MAX_FAILURES).map((problem) => failedEvent(definition, streamId, problem)),
    draft: stateOf(drafted),
    present: { ...stateOf(today), name: present.name, version: present.version, inferred: isInferred(present) },
    microsecondsPerEvent: shown.length === 0 ? null : (drafted.foldingMs * 1000) / shown.length,
    cut: shown.length < streamVersion,
  };
}

/** The published version of the same name, or what streams of the category are shown with. */
async function presentReducer({ name }: ReducerBody, category: string): Promise<Reducer> {
  const usable = await reducersOf(category);
  const reducer = usable.find((each) => each.name === name) ?? usable[0];
  if (reducer === undefined) throw new Error("a category without a reducer");
  return reducer;
}

/** The states around the version that is shown. */
interface Around {
  readonly before: unknown;
  readonly after: unknown;
}

interface Followed {
  /** That the states are around: the wanted one, or the last that was come to. */
  readonly version: number;
  readonly drafted: Around & {
    readonly problems: ReturnType<typeof startFold>["problems"];
    /** Whether each event gave another state; the same object is the same state. */
    readonly changed: readonly boolean[];
    readonly foldingMs: number;
  };
  readonly today: Around;
}

/** Folds with both reducers side by side, so that the states beside each other are of the same version. */
function follow(
  reducers: { readonly draft: Reducer; readonly present: Reducer },
  chain: UpcasterChain,
  events: readonly StoredEvent[],
  wanted = Number.POSITIVE_INFINITY,
): Followed {
  const draft = startFold(reducers.draft, chain, reducers.draft.initial);
  const present = startFold(reducers.present, chain, reducers.present.initial);
  const changed: boolean[] = [];
  let [version, foldingMs, presentMs] = [0, 0, 0];
  let drafted: Around = { before: draft.state(), after: draft.state() };
  let today: Around = { before: present.state(), after: present.state() };
  for (const event of events) {
    if (foldingMs > MAX_MS || presentMs > MAX_MS) break;
    const before = draft.state();
    foldingMs += timed(() => draft.apply(event));
    const after = draft.state();
    changed.push(after !== before);
    if (event.version > wanted) continue;
    const was = present.state();
    presentMs += timed(() => present.apply(event));
    version = event.version;
    drafted = { before, after };
    today = { before: was, after: present.state() };
  }
  return { version, drafted: { ...drafted, problems: draft.problems, changed, foldingMs }, today };
}

function timed(work: () => void): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

function stateOf({ before, after }: Around): ReducerStream["draft"] {
  const state = plainState(after);
  const changes = changesOf(diffJson(plainState(before), state)).filter(({ kind }) => kind !== "moved");
  return {
    stateText: stringifyLossless(state),
    setHere: changes.flatMap((change) => (change.kind === "removed" ? [] : leafPaths(change.after, change.path))),
    removedHere: changes.filter((change) => change.kind === "removed").map((change) => change.path),
  };
}
