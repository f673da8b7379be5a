import "server-only";
import type { OperationProblem, PreviewExample, UpcasterPreview } from "@/lib/api/upcasters";
import { parseLossless, type StoredEvent, stringifyLossless, type Upcaster } from "@/lib/engine";
import { failureOf } from "./draft-problems";

type Trial = Pick<
  UpcasterPreview,
  "tried" | "converted" | "unchanged" | "failed" | "elapsedMs" | "shapes" | "reasons" | "examples"
>;
type Reason = UpcasterPreview["reasons"][number];

// It runs on the web server's event loop: an expression that is slow on every event must not hold up everybody else.
const MAX_TRYING_MS = 1_000;
const EXAMPLES = 24;
const FAILING_EXAMPLES = 8;
const EXAMPLES_A_REASON = 3;

interface Try {
  readonly event: StoredEvent;
  readonly shape: string;
  readonly after: PreviewExample["after"];
  readonly failure: OperationProblem | null;
  readonly elapsedUs: number;
}

/** Runs a draft over events, as many as a second allows: what it makes of each, and why it fails where it does. */
export function tryDraft(draft: Upcaster, events: readonly StoredEvent[]): Trial {
  const startedAt = performance.now();
  const made = new Map<StoredEvent, Try>();
  for (const event of spreadOut(events)) {
    if (performance.now() - startedAt > MAX_TRYING_MS) break;
    made.set(event, tryOne(draft, event));
  }
  const tries = events.flatMap((event) => made.get(event) ?? []);
  const elapsedMs = performance.now() - startedAt;
  const shapes = shapesOf(tries);
  const failed = tries.filter(({ failure }) => failure !== null);
  const unchanged = tries.filter(({ event, after }) => after?.length === 1 && after[0]?.data === event.dataText);
  return {
    tried: tries.length,
    converted: tries.length - failed.length - unchanged.length,
    unchanged: unchanged.length,
    failed: failed.length,
    elapsedMs,
    shapes: shapes.map(({ fields, tries: ofShape }) => ({
      fields,
      events: ofShape.length,
      failed: ofShape.filter(({ failure }) => failure !== null).length,
    })),
    reasons: reasonsOf(failed),
    examples: chooseExamples(tries, failed).map((each) =>
      toExample(
        each,
        shapes.findIndex(({ key }) => key === each.shape),
      ),
    ),
  };
}

/** The same events in an order in which the first few already come from all over the list. */
function spreadOut(events: readonly StoredEvent[]): StoredEvent[] {
  const rounds = 50;
  return Array.from({ length: rounds }, (_, round) => events.filter((_, index) => index % rounds === round)).flat();
}

function tryOne(draft: Upcaster, event: StoredEvent): Try {
  const shape = shapeOf(event.data);
  const startedAt = performance.now();
  try {
    const made = draft.upcast(event);
    const list = made === null ? [] : Array.isArray(made) ? (made as readonly StoredEvent[]) : [made as StoredEvent];
    const elapsedUs = (performance.now() - startedAt) * 1000;
    const after = list.map(({ type, schemaVersion, dataText }) => ({ type, schemaVersion, data: dataText }));
    return { event, shape, after, failure: null, elapsedUs };
  } catch (error) {
    return { event, shape, after: null, failure: failureOf(error), elapsedUs: (performance.now() - startedAt) * 1000 };
  }
}

function shapeOf(data: unknown): string {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return JSON.stringify(["(no object)"]);
  return JSON.stringify(Object.keys(data).toSorted());
}

function shapesOf(tries: readonly Try[]): { key: string; fields: string[]; tries: Try[] }[] {
  const byShape = new Map<string, Try[]>();
  for (const each of tries) {
    const list = byShape.get(each.shape);
    if (list === undefined) byShape.set(each.shape, [each]);
    else list.push(each);
  }
  return [...byShape]
    .map(([key, list]) => ({ key, fields: JSON.parse(key) as string[], tries: list }))
    .toSorted((a, b) => b.tries.length - a.tries.length);
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

/** The first of every shape, then failing ones, then others from all over the history. */
function chooseExamples(tries: readonly Try[], failed: readonly Try[]): Try[] {
  const firsts = [...new Map(tries.toReversed().map((each) => [each.shape, each])).values()];
  const step = Math.max(1, Math.floor(tries.length / EXAMPLES));
  const spread = tries.filter((_, index) => index % step === 0);
  return [...new Set([...failed.slice(0, FAILING_EXAMPLES), ...firsts, ...spread])].slice(0, EXAMPLES);
}

function toExample({ event, after, failure, elapsedUs }: Try, shape: number): PreviewExample {
  return {
    streamId: event.streamId,
    version: event.version,
    position: event.position.toString(),
    shape,
    before: indent(event.dataText),
    after: after?.map((made) => ({ ...made, data: indent(made.data) })) ?? null,
    failure,
    elapsedUs,
  };
}

function indent(json: string): string {
  return stringifyLossless(parseLossless(json), 2);
}
