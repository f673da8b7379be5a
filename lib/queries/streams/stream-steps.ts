import "server-only";
import type { StepChange, StreamStep, StreamSteps, StreamStepsRequest } from "@/lib/api/stream-steps";
import { authorize } from "@/lib/auth/authorize";
import {
  changesBetween,
  ReducerFailedError,
  type StateChange,
  type StateContext,
  type Step,
  shortJson,
  stepsThrough,
} from "@/lib/engine";
import { pathText } from "@/lib/format/json-path";
import { askedVersion } from "./asked-version";
import { foldedInTime } from "./folded-in-time";
import { foldContext } from "./stream-fold";

const MAX_STEPS = 200;
const MAX_CHANGES = 50;
const MAX_VALUE = 300;
// What is over goes on the next page; the web server has others to serve.
const MAX_CHARACTERS = 400_000;
const WITHIN_MS = 1_500;

/** The fold of a stream event by event: what each changed, how long the reducer took, and any error. */
export async function readStreamSteps(
  streamId: string,
  { from, to, reducer }: StreamStepsRequest,
): Promise<StreamSteps> {
  await authorize("viewer");
  const startedAt = performance.now();
  const version = await askedVersion(streamId);
  const context = await foldContext(streamId, { reducer });
  const last = Math.min(to ?? version, version);
  const steps = await foldedInTime(tellSteps(context, streamId, { from, to: Math.min(last, from + MAX_STEPS - 1) }));
  const upTo = steps.at(-1)?.version ?? from - 1;
  return {
    streamId,
    version,
    reducer: { name: context.reducer.name, version: context.reducer.version },
    steps,
    next: steps.length > 0 && upTo < last ? upTo + 1 : null,
    elapsedMs: performance.now() - startedAt,
  };
}

async function tellSteps(
  context: StateContext<unknown>,
  streamId: string,
  range: { readonly from: number; readonly to: number },
): Promise<StreamStep[]> {
  const startedAt = performance.now();
  const steps: StreamStep[] = [];
  let characters = 0;
  for await (const step of stepsThrough(context, streamId, range)) {
    const told = tellStep(step);
    steps.push(told);
    characters += charactersOf(told);
    if (characters > MAX_CHARACTERS || performance.now() - startedAt > WITHIN_MS) break;
  }
  return steps;
}

function tellStep({ event, before, after, error, reducerMicros, upcastMicros }: Step<unknown>): StreamStep {
  const { actor } = event.metadata;
  const changes: StepChange[] = [];
  let moreChanges = 0;
  for (const change of changesBetween(before, after)) {
    if (changes.length < MAX_CHANGES) changes.push(tellChange(change));
    else moreChanges += 1;
  }
  return {
    version: event.version,
    type: event.type,
    schemaVersion: event.schemaVersion,
    occurredAt: event.occurredAt.toISOString(),
    actor: typeof actor === "string" ? actor : null,
    reducerMicros,
    upcastMicros,
    error: error && { in: error instanceof ReducerFailedError ? "reducer" : "upcaster", message: error.message },
    changes,
    moreChanges,
  };
}

function tellChange({ kind, path, from, before, after }: StateChange): StepChange {
  // A moved item is the same at both places; what changed within it is told by itself.
  const isMoved = kind === "moved";
  return {
    kind,
    path: pathText(path),
    from: from && pathText(from),
    before: before === undefined || isMoved ? null : shortJson(before, MAX_VALUE),
    after: after === undefined ? null : shortJson(after, MAX_VALUE),
  };
}

function charactersOf({ changes, error }: StreamStep): number {
  const texts = changes.map(
    ({ path, before, after }) => path.length + (before?.text ?? "").length + (after?.text ?? "").length,
  );
  return texts.reduce((sum, length) => sum + length, 200 + (error?.message ?? "").length);
}
