import "server-only";
import type { MadeEvent, OperationProblem, PreviewExample, UpcasterPreview } from "@/lib/api/upcaster-preview";
import { type OutputChecks, parseLossless, type StoredEvent, stringifyLossless, type Upcaster } from "@/lib/engine";
import { type KnownShape, shapeGroups } from "../event-types/shape-groups";
import { shapeSignature } from "../event-types/shape-signature";
import { failureOf } from "./draft-problems";

type Trial = Pick<
  UpcasterPreview,
  | "tried"
  | "converted"
  | "unchanged"
  | "dropped"
  | "failed"
  | "misfits"
  | "elapsedMs"
  | "shapes"
  | "reasons"
  | "examples"
>;
type Reason = UpcasterPreview["reasons"][number];

// It runs on the web server's event loop: an expression that is slow on every event must not hold up everybody else.
const MAX_TRYING_MS = 400;
const EXAMPLES = 24;
const FAILING_EXAMPLES = 8;
const EXAMPLES_A_REASON = 3;
// A page shows it, and 24 of them are sent at once.
const MOST_LETTERS = 20_000;

/** What a draft made of one event. */
export interface Try {
  readonly event: StoredEvent;
  readonly shape: string;
  readonly made: readonly StoredEvent[] | null;
  readonly failure: OperationProblem | null;
  readonly elapsedUs: number;
}

export interface TrialInput {
  /** Events that the draft reads; those whose shape is rare are tried first. */
  readonly events: readonly StoredEvent[];
  readonly rare: readonly StoredEvent[];
  /** The shapes that the catalogue has counted. */
  readonly known: readonly KnownShape[];
  readonly checks: OutputChecks;
}

/** Runs a draft over events, as many as a moment allows: what it makes of each, and why it fails where it does. */
export function tryDraft(draft: Upcaster, { events, rare, known, checks }: TrialInput): Trial {
  const startedAt = performance.now();
  const made = new Map<bigint, Try>();
  for (const event of [...rare, ...spreadOut(events)]) {
    if (performance.now() - startedAt > MAX_TRYING_MS) break;
    if (!made.has(event.position)) made.set(event.position, tryOne(draft, event));
  }
  const tries = [...made.values()].toSorted((a, b) => Number(a.event.position - b.event.position));
  const groups = shapeGroups(tries, known);
  const failed = tries.filter(({ failure }) => failure !== null);
  const dropped = tries.filter((each) => each.made?.length === 0);
  const unchanged = tries.filter(isUnchanged);
  const examples = chooseExamples(tries, failed, groups).map((each) => toExample(each, groups, checks));
  return {
    tried: tries.length,
    converted: tries.length - failed.length - unchanged.length - dropped.length,
    unchanged: unchanged.length,
    dropped: dropped.length,
    failed: failed.length,
    misfits: examples.filter(({ after }) => after?.some(({ schema }) => schema === "misfit")).length,
    elapsedMs: performance.now() - startedAt,
    shapes: groups.map(({ signature: _, tries: ofShape, ...shape }) => ({
      ...shape,
      tried: ofShape.length,
      failed: ofShape.filter(({ failure }) => failure !== null).length,
    })),
    reasons: reasonsOf(failed),
    examples,
  };
}

/** The same events in an order in which the first few already come from all over the list. */
function spreadOut(events: readonly StoredEvent[]): StoredEvent[] {
  const rounds = 50;
  return Array.from({ length: rounds }, (_, round) => events.filter((_, index) => index % rounds === round)).flat();
}

/** What a draft makes of an event, or why it fails, and how long that takes. */
export function tryOne(draft: Upcaster, event: StoredEvent): Try {
  const shape = shapeSignature(event.data);
  const startedAt = performance.now();
  try {
    const result = draft.upcast(event);
    const made =
      result === null ? [] : Array.isArray(result) ? (result as readonly StoredEvent[]) : [result as StoredEvent];
    return { event, shape, made, failure: null, elapsedUs: (performance.now() - startedAt) * 1000 };
  } catch (error) {
    return { event, shape, made: null, failure: failureOf(error), elapsedUs: (performance.now() - startedAt) * 1000 };
  }
}

// Every event that is converted has another version; what counts is its type and what it says.
function isUnchanged({ event, made }: Try): boolean {
  const [only, ...others] = made ?? [];
  return only !== undefined && others.length === 0 && only.type === event.type && only.dataText === event.dataText;
}

function reasonsOf(failed: readonly Try[]): Reason[] {
  const reasons = new Map<string, Reason>();
  for (const { event, failure } of failed) {
    if (failure === null) continue;
    const key = `${failure.operation} ${failure.message}`;
    const reason = reasons.get(key) ?? {
      message: failure.message,
      operation: failure.operation,
      events: 0,
      examples: [],
    };
    const place = { streamId: event.streamId, version: event.version };
    const examples = reason.examples.length < EXAMPLES_A_REASON ? [...reason.examples, place] : reason.examples;
    reasons.set(key, { ...reason, events: reason.events + 1, examples });
  }
  return [...reasons.values()].toSorted((a, b) => b.events - a.events);
}

/** Failing ones, the first of every shape, then others from all over the history. */
function chooseExamples(
  tries: readonly Try[],
  failed: readonly Try[],
  groups: readonly { readonly tries: readonly Try[] }[],
): Try[] {
  const firsts = groups.flatMap((group) => group.tries.slice(0, 1));
  const step = Math.max(1, Math.floor(tries.length / EXAMPLES));
  const spread = tries.filter((_, index) => index % step === 0);
  return [...new Set([...failed.slice(0, FAILING_EXAMPLES), ...firsts, ...spread])].slice(0, EXAMPLES);
}

function toExample(
  { event, shape, made, failure, elapsedUs }: Try,
  groups: readonly { readonly signature: string }[],
  checks: OutputChecks,
): PreviewExample {
  return {
    streamId: event.streamId,
    version: event.version,
    position: event.position.toString(),
    shape: groups.findIndex(({ signature }) => signature === shape),
    before: indented(event.dataText),
    after: made?.map((each) => madeEvent(each, checks)) ?? null,
    failure,
    elapsedUs,
  };
}

/** An event that a draft made, and whether it fits the JSON Schema that is published for it. */
export function madeEvent(event: StoredEvent, checks: OutputChecks): MadeEvent {
  const { type, schemaVersion, dataText } = event;
  const check = checks({ type, schemaVersion });
  const misfit = check?.(event) ?? null;
  return {
    type,
    schemaVersion,
    data: indented(dataText),
    schema: check === null ? "none" : misfit === null ? "fits" : "misfit",
    misfit: misfit === null ? null : `${misfit.path === "" ? "The data" : misfit.path}: ${misfit.message}`,
  };
}

/** JSON laid out for people, digit for digit; what is too long to look at is cut. */
export function indented(json: string): string {
  const text = json.length > MOST_LETTERS ? json : stringifyLossless(parseLossless(json), 2);
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}\n… cut after ${MOST_LETTERS} characters` : text;
}
