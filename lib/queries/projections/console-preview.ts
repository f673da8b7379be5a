import "server-only";
import { type ConsolePreview, PreviewRequest, type PreviewStep } from "@/lib/api/console-projections";
import { authorize } from "@/lib/auth/authorize";
import {
  ConsoleDefinitionSchema,
  compileConsoleProjection,
  foldAll,
  type Projection,
  type ReadableEvent,
  type Rows,
} from "@/lib/engine";
import { previewEvents } from "../events/preview-events";
import { definitionProblems } from "./definition-problems";

// It runs on the web server's event loop: expressions that are slow on every event must not hold up everybody else.
const MAX_FOLDING_MS = 1_000;
const MAX_KEYS = 20;
const MAX_STEPS = 40;

/** Folds stored events with a definition that need not be saved: the row before and after each event. */
export async function previewDefinition(input: unknown): Promise<ConsolePreview> {
  await authorize("viewer");
  const { definition, key, perType } = PreviewRequest.parse(input);
  const problems = await definitionProblems(definition);
  if (problems.some(({ severity }) => severity === "error")) {
    return { problems, events: 0, rows: 0, failed: 0, complete: true, keys: [] };
  }
  const projection = compileConsoleProjection(ConsoleDefinitionSchema.parse(definition), 1);
  const { events, complete } = await previewEvents(projection, { key: key ?? null, perType });
  const { steps, folded } = foldInSteps(projection, events);
  const chosen = key === undefined ? chooseKeys(steps, projection) : [key].filter((each) => steps.has(each));
  return {
    problems,
    events: folded,
    rows: steps.size,
    failed: [...steps.values()].flat().filter(({ failure }) => failure !== null).length,
    complete,
    keys: chosen.map((each) => {
      const all = steps.get(each) ?? [];
      return { key: each, steps: all.slice(0, MAX_STEPS), more: Math.max(0, all.length - MAX_STEPS) };
    }),
  };
}

type Steps = Map<string, PreviewStep[]>;
const UNKNOWN_KEY = "(no key)";

function foldInSteps(projection: Projection, events: readonly ReadableEvent[]): { steps: Steps; folded: number } {
  const steps: Steps = new Map();
  const rows: Rows = new Map();
  const startedAt = performance.now();
  let folded = 0;
  for (const event of events) {
    if (performance.now() - startedAt > MAX_FOLDING_MS) break;
    folded++;
    const keys = keysOf(projection, event);
    const before = keys.map((key) => shownRow(projection, rows, key));
    const failure = fold(projection, event, rows);
    keys.forEach((key, index) => {
      const step = {
        ...shownEvent(event),
        before: before[index] ?? null,
        after: shownRow(projection, rows, key),
        failure,
      };
      steps.set(key, [...(steps.get(key) ?? []), step]);
    });
  }
  return { steps, folded };
}

function keysOf(projection: Projection, event: ReadableEvent): string[] {
  try {
    const keys = projection.key(event);
    return keys === null ? [] : typeof keys === "string" ? [keys] : [...new Set(keys)];
  } catch {
    return [UNKNOWN_KEY];
  }
}

function fold(projection: Projection, event: ReadableEvent, rows: Rows): string | null {
  try {
    foldAll(projection, [event], rows);
    return null;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error ? cause.message : String(cause);
  }
}

function shownRow({ codecs }: Projection, rows: Rows, key: string): PreviewStep["before"] {
  const row = rows.get(key) ?? null;
  if (row === null) return null;
  return Object.fromEntries(
    codecs.map(({ name, codec }) => [
      name,
      row[name] === null || row[name] === undefined ? null : codec.toText(row[name]),
    ]),
  );
}

function shownEvent(event: ReadableEvent): Omit<PreviewStep, "before" | "after" | "failure"> {
  const { streamId, version, position, type, schemaVersion, occurredAt, dataText } = event;
  const at = Number.isNaN(occurredAt.getTime()) ? new Date(0) : occurredAt;
  return {
    streamId,
    version,
    position: position.toString(),
    type,
    schemaVersion,
    occurredAt: at.toISOString(),
    dataText,
  };
}

/** Rows with a failure first, and then those that show most of the event types. */
function chooseKeys(steps: Steps, { types }: Projection): string[] {
  const score = (of: readonly PreviewStep[]) => {
    const failed = of.some(({ failure }) => failure !== null);
    return (failed ? 1_000 : 0) + new Set(of.map(({ type }) => type)).size * 10 + Math.min(of.length, 9);
  };
  const ranked = [...steps].toSorted(([, left], [, right]) => score(right) - score(left));
  const chosen = ranked.slice(0, MAX_KEYS);
  // A type that only rows further down have is worth the last place.
  for (const type of types ?? []) {
    if (chosen.some(([, of]) => of.some((step) => step.type === type))) continue;
    const other = ranked.find(([, of]) => of.some((step) => step.type === type));
    if (other !== undefined) chosen[chosen.length - 1] = other;
  }
  return chosen.map(([key]) => key);
}
